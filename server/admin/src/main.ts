import { createApp } from 'vue'
import AppRoot from './AppRoot.vue'
import StartFailure from './frame/StartFailure.vue'
import { fromThrown } from './api/failure'
import { router } from './router'
import { resume } from './session'
import './styles/theme.css'
import './styles/base.css'

resume().then(
  () => createApp(AppRoot).use(router).mount('#app'),
  (e: unknown) => createApp(StartFailure, { failure: fromThrown(e) }).mount('#app'),
)
