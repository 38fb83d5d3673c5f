// Brings TDesign's used components into src/miniprogram_npm, where WeChat's tools and the browser phone look for them,
// and the address of the county's server into src/site.ts.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { home } from '../phone/build/project'
import { address, source } from './site'
import { vendor } from './vendor'

try {
  const api = address(process.env.HUIYIN_API)
  writeFileSync(join(home(), 'src/site.ts'), source(api))
  console.log(`tdesign: ${vendor(home())} files; server: ${api || 'none, set HUIYIN_API before a release'}`)
} catch (e) {
  console.error((e as Error).message)
  process.exit(1)
}
