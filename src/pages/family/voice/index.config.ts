export default definePageConfig({
  navigationBarTitleText: '录下他说的话'
})
