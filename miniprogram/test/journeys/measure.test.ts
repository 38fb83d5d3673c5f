import { describe, expect } from 'vitest'
import { journey } from '../kit/journey'
import { measure } from '../kit/measure'
import { ELDER } from './limits'

/** Pages with one fault each, and what has to be said of them. */
const FAULTS: [name: string, html: string, what: string, rule: string, figure: RegExp][] = [
  ['small type', '<p style="font-size:17px">小字</p>', '小字', 'type', /^17 px/],
  ['close lines', '<p style="line-height:1.2">挤</p>', '挤', 'line height', /^1\.20/],
  ['lines left to chance', '<p style="line-height:normal">挤</p>', '挤', 'line height', /^not set/],
  ['pale ink', '<p style="color:#999">淡</p>', '淡', 'contrast', /^2\.8/],
  ['pale by opacity', '<p style="opacity:.4">淡</p>', '淡', 'contrast', /^2\./],
  ['ink on a veil', '<div style="background:#000"><p style="background:rgba(255,255,255,.3);color:#333">淡</p></div>', '淡', 'contrast', /^1\./],
  ['ink on a gradient', '<p style="background:linear-gradient(#000,#fff);color:#fff">淡</p>', '淡', 'contrast', /^1\.00/],
  ['ink on a picture', '<p style="background:url(data:,)">淡</p>', '淡', 'contrast', /^1\./],
  ['a pale hint in a field', '<style>input::placeholder{color:#aaa}</style><input placeholder="提示" style="font:inherit;width:200px;height:60px">', '提示', 'contrast', /^2\./],
  ['a small button', '<div role="button" style="width:80px;height:50px">按</div>', '按', 'target', /^80×50 px/],
  ['a small link in a big one', '<div role="button" style="width:200px;height:60px"><a href="#" style="display:block">去</a></div>', '', '', /^$/],
  ['taps taken around a small button', '<div role="button" style="position:relative;width:30px;height:30px;margin:40px"><i style="position:absolute;inset:-15px"></i>按</div>', '', '', /^$/],
  ['a button covered by its neighbour', '<div role="button" style="width:200px;height:50px">按</div><div role="button" style="width:200px;height:60px">近</div>', '按', 'target', /^200×50 px/],
  ['a text off the screen', '<p style="width:400px;text-align:right">出去了</p>', '出去了', 'width', /to 400 px/],
  ['a text to be moved into sight', '<div style="overflow-x:auto"><p style="width:600px;text-align:right">在后面</p></div>', '', '', /^$/],
  ['a hidden text', '<p style="visibility:hidden;font-size:9px">无</p><p style="display:none;font-size:9px">无</p>', '', '', /^$/],
  ['a button that is switched off', '<div role="button" aria-disabled="true" style="color:#bbb;width:20px">停</div>', '', '', /^$/],
  ['an icon', '<i style="font-size:9px">\ue001</i>', '', '', /^$/],
]

describe('the measure finds', () => {
  journey.for(FAULTS)('%s', async ([, html, what, rule, figure], { browser }) => {
    const page = await browser.newPage({ viewport: { width: 375, height: 750 } })
    await page.setContent(`<!doctype html><body style="margin:0"><main style="font:20px/1.5 sans-serif;height:750px;overflow-x:hidden;overflow-y:auto">${html}</main>`)
    const broken = await measure(page, ELDER)
    await page.close()
    if (!rule) return expect(broken).toEqual([])
    expect(broken).toContainEqual({ what, rule, figure: expect.stringMatching(figure) as string })
    expect(broken.filter((b) => b.rule !== rule && b.what !== 'the page')).toEqual([])
  })
})
