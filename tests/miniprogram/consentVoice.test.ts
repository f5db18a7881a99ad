import { tellConsentVoice } from '../journeys/consentVoice'
import { Phone } from './phone'

tellConsentVoice('recorded consents in the built mini-program', Phone.take)
