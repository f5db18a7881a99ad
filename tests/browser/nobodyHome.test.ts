import { tellNobodyHome } from '../journeys/nobodyHome'
import { inChromium } from './chromium'

inChromium('nobody home in a browser', take => tellNobodyHome('in H5', take))
