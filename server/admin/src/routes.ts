import type { RouteRecordRaw } from 'vue-router'
import type { Feature } from './feature'
import { calendar } from './features/calendar/feature'
import { grid } from './features/grid/feature'
import { group } from './features/group/feature'
import { issue } from './features/issue/feature'
import { ledger } from './features/ledger/feature'
import { me } from './features/me/feature'
import { message } from './features/message/feature'
import { notice } from './features/notice/feature'
import { overview } from './features/overview/feature'
import { people } from './features/people/feature'
import { routing } from './features/routing/feature'
import { task } from './features/task/feature'
import { volunteer } from './features/volunteer/feature'

/** The menu from top to bottom. A capability declares itself in its folder's feature.ts and is added here, nowhere else. */
export const features: Feature[] = [overview, issue, task, notice, volunteer, ledger, grid, group, people, routing, calendar, message, me]

/** The pages of all capabilities; a page's roles are those of its capability. */
export const routes: RouteRecordRaw[] = features.flatMap(({ pages, roles }) =>
  pages.map(({ path, name, component, title, parent, keep }) => ({ path, name, component, meta: { title, parent, keep, roles } })),
)
