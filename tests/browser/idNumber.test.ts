import { tellIdNumber } from '../journeys/idNumber'
import { inChromium } from './chromium'

inChromium('identity numbers in a browser', take => tellIdNumber('in H5', take))
