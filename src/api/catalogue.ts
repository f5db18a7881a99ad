import Taro from '@tarojs/taro'
import type { Catalogue, TriageAnswers, TriageResult } from '../contract/catalogue'
import { ApiError } from './failure'
import { call, callTagged } from './http'

const KEPT_KEY = 'catalogue'

interface KeptCatalogue {
  etag: string
  catalogue: Catalogue
}

/**
 * The whole catalogue. The phone keeps it and asks only whether it has changed; without signal the kept one is
 * answered.
 * @throws ApiError when nothing is kept and no answer came
 */
export async function getCatalogue(): Promise<Catalogue> {
  const kept = readKept()
  try {
    const answer = await callTagged('getCatalogue', kept ? { etag: kept.etag } : {})
    if (answer.notModified && kept) return kept.catalogue
    if (answer.etag)
      Taro.setStorageSync(KEPT_KEY, { etag: answer.etag, catalogue: answer.data } satisfies KeptCatalogue)
    return answer.data
  } catch (failure) {
    if (kept && failure instanceof ApiError) return kept.catalogue
    throw failure
  }
}

function readKept(): KeptCatalogue | null {
  const kept = Taro.getStorageSync<KeptCatalogue | ''>(KEPT_KEY)
  // A catalogue that an older version of this app kept lacks newer fields: then the whole catalogue is asked for.
  return kept && kept.etag && kept.catalogue?.promises && kept.catalogue.workingHours ? kept : null
}

/** Advice on an item or a matter for others; the village names the station where one has to go there. */
export function triage(code: string, answers: TriageAnswers, villageCode: string | null): Promise<TriageResult> {
  return call('triage', { params: { code }, body: villageCode ? { ...answers, villageCode } : answers })
}
