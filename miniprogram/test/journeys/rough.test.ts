import { expect } from 'vitest'
import { journey } from '../kit/journey'
import type { Fault, Harm } from '../kit/product'
import { mainJob, nothingIsLost } from './story'

const SEND = '/cgi-bin/message/subscribe/send'
const OTHERS = ['/sns/*', '/wxa/*', '/cgi-bin/stable_token']
const HARMS: Harm[] = [{ errcode: -1 }, { http: 502 }, { drop: 'after' }, { errcode: 40001 }]

/** Each harm befalls one sending, with a good one after the first two; everything else fails in one of five calls. */
const faults: Fault[] = [
  ...[0, 0, 1, 1].map((after, i) => ({ path: SEND, times: 1, after, do: HARMS[i]! })),
  ...OTHERS.flatMap((path) => HARMS.map((harm) => ({ path, prob: 0.05, do: harm }))),
]

journey('the same while WeChat fails in every fifth call', async ({ stage, product }) => {
  stage.rough = true
  await product.fault(...faults)
  await product.fault({ preset: 'token_dead' })
  await mainJob(stage, 120_000)
  await nothingIsLost(stage)
  const harmed = await product.faulted()
  console.log(`${harmed.length} calls to WeChat failed`)
  expect(harmed.filter((c) => c.path === SEND)).toHaveLength(HARMS.length)
})
