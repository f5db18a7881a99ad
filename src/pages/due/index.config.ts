export default definePageConfig({
  navigationBarTitleText: '时间怎么算的',
  enablePullDownRefresh: true
})
