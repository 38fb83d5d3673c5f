import { arrive } from './lib/arrival'

App({
  onShow() { void arrive().catch(() => undefined) }, // the page that the card opens says itself what it lacks
})
