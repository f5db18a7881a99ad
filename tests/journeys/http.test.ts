import { tellJourneys } from './journeys'
import { overHttp } from './overHttp'

tellJourneys(overHttp)
