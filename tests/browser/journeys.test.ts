import { JOURNEYS, tellJourneys } from '../journeys/journeys'
import { onScreen } from '../journeys/onScreen'
import { someOf } from '../setup/endurance'
import { inChromium } from './chromium'

/** The mini-program tells every journey in every run; the browser takes longer and tells some in the short form. */
const IN_SHORT = 3

inChromium('journeys in a browser', take => tellJourneys(onScreen('in H5', take), someOf(JOURNEYS, IN_SHORT)))
