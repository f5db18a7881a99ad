/** Answer of POST /attachments: a photo that is stored; until it belongs to a matter, only its sender sees it. */
export interface Attachment {
  id: string
  /** Pixels of the stored photo, turned upright: no side longer than 2048. */
  width: number
  height: number
  /** Bytes of the stored photo. */
  size: number
}
