export default definePageConfig({
  navigationBarTitleText: '要打的电话',
  enablePullDownRefresh: true
})
