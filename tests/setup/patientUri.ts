import { PATIENCE_MS } from './waitFor'

/**
 * The URI with time limits long enough for a server that is suspended for a while on a busy machine; limits in the URI
 * stay. The URI reaches every process of a run: tests, the servers they start, and commands beside them.
 */
export function patientUri(uri: string): string {
  const [address = '', given] = uri.split('?')
  const options = ['serverSelectionTimeoutMS', 'connectTimeoutMS']
    .filter(name => !given?.includes(`${name}=`))
    .map(name => `${name}=${PATIENCE_MS}`)
  // mongodb://host without a slash takes no options.
  const path = /:\/\/[^/]*$/.test(address) ? `${address}/` : address
  return `${path}?${[...(given ? [given] : []), ...options].join('&')}`
}
