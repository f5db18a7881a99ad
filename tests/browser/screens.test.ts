/** The residents' screens in a browser, as far as they need no service request; each is checked for barriers. */
import { tellScreens } from '../journeys/screens'
import { inChromium } from './chromium'

inChromium('the residents’ screens in H5', tellScreens)
