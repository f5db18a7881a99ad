export default defineAppConfig({
  pages: [
    'pages/home/index',
    'pages/danger/index',
    'pages/villages/index',
    'pages/catalogue/index',
    'pages/catalogue/item/index',
    'pages/catalogue/triage/index',
    'pages/serviceRequests/list/index',
    'pages/serviceRequests/new/index',
    'pages/serviceRequests/detail/index',
    'pages/serviceRequests/slip/index',
    'pages/progress/index',
    'pages/signIn/index',
    'pages/me/index',
    'pages/me/privacy/index',
    'pages/me/sessions/index',
    'pages/family/index',
    'pages/family/member/index',
    'pages/family/edit/index'
  ],
  subPackages: [
    { root: 'officer', pages: ['inbox/index', 'serviceRequest/index', 'act/index', 'witness/index'] },
    { root: 'console', pages: ['station/index', 'reassign/index'] }
  ],
  window: { navigationBarTitleText: '背包警务', navigationBarBackgroundColor: '#f4f5f3', navigationBarTextStyle: 'black', backgroundColor: '#f4f5f3' },
  animation: false
})
