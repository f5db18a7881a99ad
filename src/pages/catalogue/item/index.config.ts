export default definePageConfig({
  navigationBarTitleText: '怎么办这件事'
})
