/** A server of MongoDB's protocol that tests run on instead of the embedded store. */
export interface RealServer {
  /** The name of the server in the report. */
  name: string
  uri: string
  /** `independent`: known to differ from MongoDB; the tables of skipped cases apply. */
  kind: 'mongodb' | 'independent'
  stop(): Promise<void>
}
