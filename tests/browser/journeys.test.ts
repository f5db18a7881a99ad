import { tellJourneys } from '../journeys/journeys'
import { onScreen } from '../journeys/onScreen'
import { inChromium } from './chromium'

inChromium('journeys in a browser', take => tellJourneys(onScreen('in H5', take)))
