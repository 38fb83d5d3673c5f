import { journey } from '../kit/journey'
import { until } from '../kit/place'
import * as resident from './pages/resident'
import * as worker from './pages/worker'
import { CATEGORY, HOME, nothingIsLost, WORDS } from './story'

const SEND = '/cgi-bin/message/subscribe/send'

journey('the server dies between report and delivery: the worker is told all the same', async ({ stage, product }) => {
  stage.rough = true
  const wang = await stage.phone('r1')
  const zhang = await stage.phone('w1')
  await Promise.all([resident.arrives(wang), worker.arrives(zhang)])
  await resident.joins(wang, ...HOME)
  await stage.consents('w1')
  await product.fault({ path: SEND, do: { errcode: -1 } })
  await resident.reports(wang, WORDS, CATEGORY)
  await until('a try to tell the worker', async () => (await product.faulted()).some((c) => c.path === SEND))
  await product.kill()
  await wang.shot('server-is-dead')
  await product.heal()
  await product.boot()
  await zhang.notice('新诉求提醒', 120_000)
  await zhang.sees(WORDS)
  await zhang.shot('matter')
  await worker.takes(zhang)
  await wang.notice('诉求受理通知', 120_000)
  await nothingIsLost(stage)
})
