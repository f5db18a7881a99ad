export default definePageConfig({
  navigationBarTitleText: '正在找人',
  enablePullDownRefresh: true
})
