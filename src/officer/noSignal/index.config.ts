export default definePageConfig({
  navigationBarTitleText: '没有信号的时候',
  enablePullDownRefresh: true
})
