import * as adapter from 'glass-easel-miniprogram-adapter'
import { Context } from './events'

const { glassEasel } = adapter
glassEasel.globalOptions.writeIdToDOM = true // wx.pageScrollTo finds places by it

/** A page or component as the build hands it over. */
export interface Unit {
  path: string
  page: boolean
  config: Record<string, unknown> & { usingComponents: Record<string, string> }
  scope: string
  style: string
  load(): unknown
}

/** A mini-program, built. */
export interface Bundle {
  window: Record<string, unknown>
  first: string
  /** The pages that are tabs. */
  tabs: string[]
  style: string
  units: Unit[]
  templates(): Record<string, unknown>
  app(): unknown
}

/** What a page or a component is to the code outside of it. */
export interface Instance {
  data: Record<string, unknown>
  route?: string
  options?: Record<string, string>
  setData(data: Record<string, unknown>): void
  [name: string]: unknown
}

type Root = ReturnType<adapter.AssociatedBackend['createRoot']>

/** One mounted page. */
export interface Mounted {
  instance: Instance
  element: HTMLElement
  lifetime(name: string): void
  release(): void
}

/** Runs pages on glass-easel, which is WeChat's own component engine. */
export class Engine {
  private readonly env = new adapter.MiniProgramEnv()
  private readonly backend: adapter.AssociatedBackend
  private readonly space: adapter.CodeSpace
  private loading = ''

  constructor(private readonly bundle: Bundle) {
    this.backend = this.env.associateBackend(new Context() as never)
    this.space = this.env.createCodeSpace('app', true)
    this.globals()
  }

  /** Called at the top of every unit's script: what it registers is that unit. */
  at(path: string) {
    this.loading = path
  }

  /** Registers all units. */
  load() {
    const { bundle, space, backend } = this
    const templates = bundle.templates() as Record<string, never>
    backend.registerStyleSheetContent('app', bundle.style)
    space.addStyleSheet('app', 'app')
    for (const u of bundle.units) {
      backend.registerStyleSheetContent(u.path, u.style)
      space.addStyleSheet(u.path, u.path, u.scope || undefined)
      space.addComponentStaticConfig(u.path, u.config as never)
      space.addCompiledTemplate(u.path, { groupList: templates, content: templates[u.path]!, fallbackListenerOnNativeNode: true })
    }
    for (const u of bundle.units) u.load()
  }

  private globals() {
    const { space } = this
    const trait = () => space.traitBehavior()
    Object.assign(window, {
      Page: (definition: object) => space.component(this.loading).pageDefinition(known(definition) as never).register(),
      Component: (definition: object) => space.component(this.loading).definition(known(definition) as never).register(),
      Behavior: Object.assign((definition: object) => space.behavior().definition(known(definition) as never).register(), { trait }),
      __phone: { at: (path: string) => this.at(path) },
      __wxsType: (value: unknown) => (value === null || value === undefined ? '' : (Object(value) as object).constructor.name),
      __wxsRegExp: (source: string, flags?: string) => new RegExp(source, flags),
      __wxsDate: (...args: []) => new Date(...args),
    })
  }

  /** Mounts a page into `parent`. */
  mount(path: string, query: Record<string, string>, parent: HTMLElement): Mounted {
    const root: Root = this.backend.createRoot('page', this.space, path)
    const place = document.createElement('div')
    parent.appendChild(place)
    const instance = root.get() as unknown as Instance
    Object.assign(instance, { route: path, options: query })
    root.attach(parent as never, place as never)
    const component = root.getComponent()
    return {
      instance, element: component.$$ as unknown as HTMLElement,
      lifetime: (name) => { component.triggerPageLifetime(name, []) },
      release: () => { (component.$$ as unknown as HTMLElement).remove(); root.release() },
    }
  }
}

/** A definition without WeChat's built-in behaviours (wx://form-field), which are about <form>. */
function known(definition: { behaviors?: unknown[] }): object {
  return definition.behaviors ? { ...definition, behaviors: definition.behaviors.filter((b) => typeof b !== 'string') } : definition
}

/** Fires `ready` of a component tree, which the engine leaves to its host. */
export function ready(element: HTMLElement) {
  const component = (element as unknown as { __wxElement?: { triggerLifetime(name: string, args: []): void } }).__wxElement
  if (component) component.triggerLifetime('ready', [])
}

/** Hands every error of the engine's callbacks to `report`. */
export function watch(report: (message: string) => void) {
  glassEasel.addGlobalErrorListener((e: unknown) => { report(e instanceof Error ? (e.stack ?? e.message) : String(e)) })
}
