/** A server of MongoDB's protocol that tests run on instead of the embedded store. */
export interface RealServer {
  /** As it is called in the report. */
  name: string
  uri: string
  /** `independent`: known to differ from MongoDB; the tables of skips hold. */
  kind: 'mongodb' | 'independent'
  stop(): Promise<void>
}
