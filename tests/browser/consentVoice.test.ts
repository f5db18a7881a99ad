import { tellConsentVoice } from '../journeys/consentVoice'
import { inChromium } from './chromium'

inChromium('recorded consents in a browser', take => tellConsentVoice('in H5', take))
