import { useEffect, useState } from 'react'
import type { PhotoSize } from '../api/attachments'
import { ApiError } from '../api/failure'
import { pictureOf } from '../phone/pictures'

export interface Picture {
  /** Path of the picture on the phone; null until it has been fetched. */
  src: string | null
  failure: ApiError | null
}

/** A picture of an attachment for the screen. @param id null while there is none to show */
export function usePicture(id: string | null, size: PhotoSize): Picture {
  const [state, setState] = useState<{ id: string | null } & Picture>({ id: null, src: null, failure: null })
  useEffect(() => {
    let current = true
    if (id === null) return
    pictureOf(id, size).then(
      src => { if (current) setState({ id, src, failure: null }) },
      (thrown: unknown) => { if (current && thrown instanceof ApiError) setState({ id, src: null, failure: thrown }) }
    )
    return () => { current = false }
  }, [id, size])
  return state.id === id ? state : { src: null, failure: null }
}
