// Brings TDesign's used components into src/miniprogram_npm, where WeChat's tools and the browser phone look for them.
import { home } from '../phone/build/project'
import { vendor } from './vendor'

console.log(`tdesign: ${vendor(home())} files`)
