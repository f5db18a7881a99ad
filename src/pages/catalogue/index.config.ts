export default definePageConfig({
  navigationBarTitleText: '能办什么事',
  enablePullDownRefresh: true
})
