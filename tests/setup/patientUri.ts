const PATIENCE_MS = 120_000

/**
 * The URI with time for a server that stands still for a while, as one on a busy machine does. What it names itself stays.
 * It reaches every process of a run: tests, the servers they start, and commands beside them.
 */
export function patientUri(uri: string): string {
  const [address = '', given] = uri.split('?')
  const options = ['serverSelectionTimeoutMS', 'connectTimeoutMS'].filter(name => !given?.includes(`${name}=`)).map(name => `${name}=${PATIENCE_MS}`)
  // mongodb://host without a slash takes no options.
  const path = /:\/\/[^/]*$/.test(address) ? `${address}/` : address
  return `${path}?${[...(given ? [given] : []), ...options].join('&')}`
}
