/** The callbacks of every asynchronous wx call. */
export interface Callbacks {
  success?(result: object): void
  fail?(error: { errMsg: string }): void
  complete?(result: object): void
}

/** A failure as WeChat words it; errMsg gets the call's name in front. */
export class Refused extends Error {
  constructor(message: string, readonly more: object = {}) {
    super(message)
  }
}

/** Makes a wx call that has callbacks only: WeChat gives no promise for it. */
export function later<O extends object>(name: string, work: (options: O) => object | void | Promise<object | void>) {
  const run = call(name, work)
  return (options?: O & Callbacks): void => { void run({ complete: () => undefined, ...options } as O & Callbacks) }
}

/** Makes a wx call of `work`: with callbacks it gives nothing, without it gives a promise. */
export function call<O extends object>(name: string, work: (options: O) => object | void | Promise<object | void>) {
  return (options?: O & Callbacks): Promise<object> | undefined => {
    const o = options ?? ({} as O & Callbacks)
    const done = Promise.resolve().then(() => work(o)).then(
      (result) => ({ errMsg: `${name}:ok`, ...result }),
      (e: unknown) => { throw { errMsg: `${name}:fail ${e instanceof Error ? e.message : String(e)}`, ...(e instanceof Refused ? e.more : {}) } })
    if (!o.success && !o.fail && !o.complete) return done
    done.then((r) => { o.success?.(r); o.complete?.(r) }, (e: { errMsg: string }) => { o.fail?.(e); o.complete?.(e) })
    return undefined
  }
}
