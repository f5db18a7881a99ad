export default definePageConfig({
  navigationBarTitleText: '选我的村',
  enablePullDownRefresh: true
})
