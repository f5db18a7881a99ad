import helmet from 'koa-helmet'

/**
 * Headers for a browser: own scripts only, pictures may be data URIs (the icons), no framing.
 * Over plain http on one's own machine nothing may be upgraded to https, or the page would not load.
 */
export function securityHeaders(production: boolean) {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        // A photo that was chosen or fetched lies in the browser under a blob: address, where Taro reads it from to
        // send it.
        imgSrc: ["'self'", 'data:', 'blob:'],
        // So does a recording that is played.
        mediaSrc: ["'self'", 'blob:'],
        // Taro's own components carry their signs as a font in their style sheet.
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(production && { upgradeInsecureRequests: [] })
      }
    },
    strictTransportSecurity: production,
    referrerPolicy: { policy: 'no-referrer' }
  })
}
