/** Answer of POST /attachments: a photo that is kept, and for now seen by its sender only. */
export interface Attachment {
  id: string
  /** px, upright, as it is kept: no side longer than 2048. */
  width: number
  height: number
  /** Bytes as it is kept. */
  size: number
}
