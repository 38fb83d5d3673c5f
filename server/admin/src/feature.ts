import type { Component } from 'vue'
import type { Role } from './api/types'

/** Everybody who works at the desk. */
export const desk: Role[] = ['worker', 'leader', 'staff', 'county', 'admin']

/** One page of a capability. */
export interface PageRoute {
  /** Below /admin, such as /issues/:id. */
  path: string
  name: string
  title: string
  /** Name of the page that this one is opened from: its breadcrumb and menu entry. */
  parent?: string
  /** Whether the page stays as it is while pages opened from it are shown. */
  keep?: boolean
  component: () => Promise<Component>
}

/** What a capability brings to the desk: its entry in the menu and its pages, the first of which the entry opens. */
export interface Feature {
  menu: { title: string; icon: Component }
  /** Who finds it in the menu and may open its pages; the server decides again. */
  roles: Role[]
  /** How many things wait there for who is signed in. */
  waits?: (signal: AbortSignal) => Promise<number>
  pages: [PageRoute, ...PageRoute[]]
}

declare module 'vue-router' {
  interface RouteMeta {
    title: string
    parent?: string
    keep?: boolean
    roles?: Role[]
    /** Shown without the frame, to everybody. */
    bare?: boolean
  }
}
