export default definePageConfig({
  navigationBarTitleText: '没信号的时候',
  enablePullDownRefresh: true
})
