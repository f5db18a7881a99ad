export default definePageConfig({
  navigationBarTitleText: '本所办件',
  enablePullDownRefresh: true
})
