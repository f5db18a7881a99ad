import type { ConsentVoiceView } from '../contract/serviceRequestViews'
import { downloadFile, uploadFile } from './http'

/**
 * Sends what the beneficiary said; it replaces an earlier recording, so sending it twice does no harm.
 * @param path where the phone has the recording
 * @throws ApiError voiceNotWanted when the consent is no longer pending
 */
export function sendConsentVoice(id: string, path: string): Promise<ConsentVoiceView> {
  return uploadFile('sendConsentVoice', { params: { id }, path })
}

/**
 * Fetches what the beneficiary said; the BFF records that it is heard.
 * @returns where the phone has it
 * @throws ApiError notFound
 */
export function hearConsentVoice(id: string): Promise<string> {
  return downloadFile('hearConsentVoice', { id })
}
