import { useState } from 'react'
import { askProgress } from '../../api/progress'
import { readNumber } from '../../contract/number'
import type { ProgressView } from '../../contract/progress'
import { useSend, type Sending } from '../../hooks/useSend'
import { progress as words } from '../../i18n/zh/progress'

export interface Asking extends Pick<Sending, 'busy' | 'failure'> {
  number: string
  tail: string
  /** What is wrong with a field, in words that say what to do. */
  faults: { number?: string | undefined; tail?: string | undefined }
  answer: ProgressView | null
  changeNumber: (number: string) => void
  changeTail: (tail: string) => void
  ask: () => void
  /** Clears the answer, to ask for another number. */
  again: () => void
}

/**
 * Number and last four digits, checked on the phone before they are sent: a mistyped number must not count as a guess.
 * @param first number from a slip's code
 */
export function useAsking(first: string): Asking {
  const [number, setNumber] = useState(first)
  const [tail, setTail] = useState('')
  const [faults, setFaults] = useState<Asking['faults']>({})
  const [answer, setAnswer] = useState<ProgressView | null>(null)
  const { busy, failure, errorAt, send, forgive } = useSend()
  const changed = () => {
    forgive()
    setFaults({})
  }
  const ask = () => {
    const found = faultsOf(number, tail)
    setFaults(found)
    const read = readNumber(number)
    if (found.number || found.tail || read === null) return
    void send(async () => setAnswer(await askProgress({ number: read, phoneTail: tail })))
  }
  return {
    number, tail, busy, failure, answer, ask,
    faults: { number: faults.number ?? errorAt('number'), tail: faults.tail ?? errorAt('phoneTail') },
    changeNumber: typed => { changed(); setNumber(typed) },
    changeTail: typed => { changed(); setTail(typed.replace(/\D/g, '')) },
    again: () => { changed(); setAnswer(null); setNumber(''); setTail('') }
  }
}

function faultsOf(number: string, tail: string): Asking['faults'] {
  return {
    ...(number.trim() === ''
      ? { number: words.numberMissing }
      : readNumber(number) === null && { number: words.numberWrong }),
    ...(!/^\d{4}$/.test(tail) && { tail: words.tailMissing })
  }
}
