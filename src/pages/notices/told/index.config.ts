export default definePageConfig({
  navigationBarTitleText: '通知了谁',
  enablePullDownRefresh: true
})
