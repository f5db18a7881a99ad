import { z } from 'zod'
import { LIMITS } from '../../src/contract/limits'
import type { ConsentVoiceView } from '../../src/contract/serviceRequestViews'
import type { Deps } from '../deps'
import type { Endpoints } from '../endpoint'
import { idParams } from '../typed'
import { hearConsentVoice } from './hear'
import { keepConsentVoice } from './keep'

const voiceSchema = z.object({
  at: z.iso.datetime().describe('Names it when the consent is written down.'), seconds: z.number().int()
}) satisfies z.ZodType<ConsentVoiceView>

/** The recorded voice of a person for whom a relative asks. */
export function mountConsentVoices(endpoints: Endpoints<Deps>): void {
  endpoints.mount({
    name: 'sendConsentVoice', params: idParams, response: voiceSchema, status: 201,
    summary: 'The applicant sends what the beneficiary said (MP3, AAC or M4A, up to a minute); '
      + 'it replaces an earlier recording.',
    upload: { most: LIMITS.voiceBytes, tooLarge: 'voiceTooLarge', what: '一段录音' },
    errors: ['voiceTypeNotAllowed', 'voiceBroken', 'voiceNotWanted', 'changedMeanwhile']
  }, ({ params, file, ...context }) => keepConsentVoice(params.id, file, context))

  endpoints.mount({
    name: 'hearConsentVoice', params: idParams, mediaType: 'audio/mpeg',
    summary: 'What the beneficiary said, for the assignee and for himself; hearing it is recorded.'
  }, async ({ params, ctx, ...context }) => {
    const { type, bytes } = await hearConsentVoice(params.id, context)
    ctx.set('Cache-Control', 'private, no-store')
    ctx.set('Content-Disposition', 'attachment; filename="voice"')
    ctx.type = type
    return bytes
  })
}
