export default definePageConfig({
  navigationBarTitleText: '待我办的',
  enablePullDownRefresh: true
})
