import { chromium, type Browser } from 'playwright-core'
import { test } from 'vitest'
import { Product } from './product'
import { Stage } from './stage'

interface Once {
  /** One browser for all tests of a file. */
  browser: Browser
  /** One running product for all tests of a file. */
  product: Product
}

interface Each {
  /** The windows of this test. */
  stage: Stage
}

const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

/** A test with the whole product and windows on it. Any error in a window fails it. */
export const journey = test.extend<Once & Each>({
  browser: [async ({}, use) => {
    // without a language the browser would save no file under a Chinese name
    const browser = await chromium.launch({ executablePath: process.env.HUIYIN_BROWSER!, args: ARGS, env: { ...process.env, LC_ALL: 'C.UTF-8' } })
    await use(browser)
    await browser.close()
  }, { scope: 'file' }],
  product: [async ({}, use) => {
    const product = await Product.start(`${process.pid}`)
    await use(product)
    await product.stop()
  }, { scope: 'file' }],
  stage: async ({ product, browser, task }, use) => {
    const stage = new Stage(product, browser, task.name)
    await use(stage)
    const wrong = await stage.close(task.result?.state === 'fail')
    if (wrong.length > 0) throw new Error(`errors in the windows:\n${wrong.join('\n')}`)
  },
})
