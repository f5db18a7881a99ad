import { tellNobodyHome } from '../journeys/nobodyHome'
import { Phone } from './phone'

tellNobodyHome('nobody home in the built mini-program', Phone.take)
