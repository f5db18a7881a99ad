export default definePageConfig({
  navigationBarTitleText: '背包警务',
  enablePullDownRefresh: true
})
