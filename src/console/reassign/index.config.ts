export default definePageConfig({
  navigationBarTitleText: '换人办'
})
