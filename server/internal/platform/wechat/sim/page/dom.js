/** Makes an element: attributes, listeners (on…), then children; false and null are left out. */
export function h(tag, attributes = {}, ...children) {
  const e = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) e.addEventListener(name.slice(2), value)
    else if (value === true) e.setAttribute(name, '')
    else if (value !== false && value != null) e.setAttribute(name, value)
  }
  e.append(...children.flat().filter((c) => c != null && c !== false))
  return e
}

/** Draws into `place` only when what is drawn from has changed. */
export function redraw(place, from, draw) {
  const now = JSON.stringify(from)
  if (place.drawnFrom === now) return false
  place.drawnFrom = now
  const open = new Set([...place.querySelectorAll('details[open][data-key]')].map((d) => d.dataset.key))
  const top = place.scrollTop
  place.replaceChildren(...[draw()].flat())
  for (const d of place.querySelectorAll('details[data-key]')) d.open = open.has(d.dataset.key)
  place.scrollTop = top
  return true
}

/** Asks the simulator; an answer that is no success is an Error with its words. */
export async function ask(path, body, method = body ? 'POST' : 'GET') {
  const r = await fetch('/_sim/' + path, { method, ...(body ? { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } } : {}) })
  const text = await r.text()
  if (!r.ok) throw new Error(text)
  const answer = text ? JSON.parse(text) : null
  if (answer?.errCode) throw new Error(answer.errMsg)
  return answer
}

const ZONE = { timeZone: 'Asia/Shanghai', hourCycle: 'h23' }
const TIME = new Intl.DateTimeFormat('zh-CN', { ...ZONE, hour: '2-digit', minute: '2-digit', second: '2-digit' })
const DAY = new Intl.DateTimeFormat('zh-CN', { ...ZONE, month: 'long', day: 'numeric' })

/** A moment as WeChat's servers know it. */
export const clock = (at) => TIME.format(new Date(at))

/** A day and a moment. */
export const moment = (at) => `${DAY.format(new Date(at))} ${clock(at)}`
