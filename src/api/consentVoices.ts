import type { ConsentVoiceView } from '../contract/serviceRequestViews'
import { downloadFile, uploadFile } from './http'

/** Sends what the beneficiary said; it replaces the one before. @param path where the phone has it @throws ApiError voiceNotWanted once nobody is asked any more */
export function sendConsentVoice(id: string, path: string, idempotencyKey: string): Promise<ConsentVoiceView> {
  return uploadFile('sendConsentVoice', { params: { id }, path, idempotencyKey })
}

/** Fetches what the beneficiary said; the BFF records that it is heard. @returns where the phone has it @throws ApiError notFound */
export function hearConsentVoice(id: string): Promise<string> {
  return downloadFile('hearConsentVoice', { id })
}
