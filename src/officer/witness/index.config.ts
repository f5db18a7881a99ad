export default definePageConfig({
  navigationBarTitleText: '请你去问一声'
})
