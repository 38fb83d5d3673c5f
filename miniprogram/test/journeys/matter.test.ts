import { journey } from '../kit/journey'
import { mainJob, nothingIsLost } from './story'

journey('a matter reaches its worker and the answer comes back', async ({ stage }) => {
  await mainJob(stage, 60_000)
  await nothingIsLost(stage)
})
