import helmet from 'koa-helmet'

/**
 * Headers for browsers: scripts of this origin only, images may be data URIs (the icons), no framing. Outside
 * production nothing is upgraded to https, because pages served over plain http on a developer's machine would not
 * load.
 */
export function securityHeaders(production: boolean) {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        // A chosen or fetched photo has a blob: address in the browser, from which Taro reads the photo to send it.
        imgSrc: ["'self'", 'data:', 'blob:'],
        // Recordings that are played have blob: addresses, too.
        mediaSrc: ["'self'", 'blob:'],
        // Taro's own components include their icons as a font in their style sheet.
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
