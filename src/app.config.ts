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
    'pages/signIn/index',
    'pages/me/index'
  ],
  subPackages: [
    { root: 'pages/family', pages: ['index', 'member/index', 'edit/index'] },
    { root: 'pages/account', pages: ['privacy/index', 'sessions/index'] },
    { root: 'officer', pages: ['inbox/index', 'serviceRequest/index', 'act/index', 'witness/index'] },
    { root: 'console', pages: ['station/index', 'reassign/index'] }
  ],
  window: { navigationBarTitleText: '背包警务', navigationBarBackgroundColor: '#f4f5f3', navigationBarTextStyle: 'black', backgroundColor: '#f4f5f3' },
  animation: false
})
