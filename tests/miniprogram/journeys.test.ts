import { tellJourneys } from '../journeys/journeys'
import { onScreen } from '../journeys/onScreen'
import { Phone } from './phone'

tellJourneys(onScreen('in the built mini-program', Phone.take))
