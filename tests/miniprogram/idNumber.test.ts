import { tellIdNumber } from '../journeys/idNumber'
import { Phone } from './phone'

tellIdNumber('identity numbers in the built mini-program', Phone.take)
