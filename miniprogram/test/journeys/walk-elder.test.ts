import { ELDER } from './limits'
import { everyPageKeepsItsMeasures } from './measures'

everyPageKeepsItsMeasures('长辈版', true, ELDER)
