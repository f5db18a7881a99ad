export default defineAppConfig({
  pages: [
    'pages/home/index',
    'pages/danger/index',
    'pages/catalogue/index',
    'pages/catalogue/item/index',
    'pages/serviceRequests/list/index',
    'pages/serviceRequests/detail/index',
    'pages/signIn/index',
    'pages/me/index'
  ],
  subPackages: [
    { root: 'pages/catalogue/triage', pages: ['index'] },
    { root: 'pages/serviceRequests/new', pages: ['index'] },
    { root: 'pages/progress', pages: ['index'] },
    { root: 'pages/serviceRequests/slip', pages: ['index'] },
    { root: 'pages/villages', pages: ['index'] },
    { root: 'pages/notices', pages: ['index', 'settings/index', 'told/index'] },
    { root: 'pages/due', pages: ['index'] },
    { root: 'pages/search', pages: ['index'] },
    { root: 'pages/family', pages: ['index', 'member/index', 'edit/index', 'voice/index'] },
    { root: 'pages/account', pages: ['privacy/index', 'sessions/index'] },
    {
      root: 'officer',
      pages: [
        'inbox/index', 'serviceRequest/index', 'act/index', 'door/index', 'witness/index', 'calls/index',
        'unsent/index', 'noSignal/index'
      ]
    },
    { root: 'console', pages: ['station/index', 'reassign/index'] }
  ],
  // Preloaded while the first screen is shown, so that opening the form need not wait for the download.
  preloadRule: {
    'pages/home/index': { network: 'all', packages: ['pages/serviceRequests/new', 'pages/catalogue/triage', 'pages/villages', 'pages/notices'] }
  },
  window: {
    navigationBarTitleText: '背包警务',
    navigationBarBackgroundColor: '#f4f5f3',
    navigationBarTextStyle: 'black',
    backgroundColor: '#f4f5f3'
  },
  animation: false
})
