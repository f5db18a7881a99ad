export default definePageConfig({
  navigationBarTitleText: '看怎么办'
})
