export default defineAppConfig({
  pages: ['pages/home/index'],
  window: { navigationBarTitleText: '背包警务', navigationBarBackgroundColor: '#f4f5f3', navigationBarTextStyle: 'black', backgroundColor: '#f4f5f3' },
  animation: false
})
