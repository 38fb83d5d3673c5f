import { api, take } from '@/api/client'
import { Failure, invalid } from '@/api/failure'
import { confirm } from '@/ui/confirm'
import { texts } from '@/texts/volunteer'

const NAMED = 8 // people whose names are said
const t = texts.clash

interface Where { into?: number; starts_at?: string; ends_at?: string }

/** Moves the people of a shift. When some would be in two places at once, says who, and asks whether they lose this one; `field` of the form says it when not. */
export async function moving(path: { id: number; shift: number }, where: Where, field: string, send: (drop: boolean) => Promise<unknown>) {
  try {
    await send(false)
  } catch (e) {
    if (!(e instanceof Failure) || e.code !== 'volunteer.clash') throw e
    const { items } = await take(api.GET('/v1/activities/{id}/shifts/{shift}/clashes', { params: { path, query: where } }))
    const names = items.slice(0, NAMED).map((r) => r.person.name || texts.roll.nobody)
    if (!(await confirm({ title: t.title(items.length), text: t.text(names.join('、'), items.length > NAMED ? items.length : 0), act: t.act, danger: true }))) throw invalid(field, t.kept)
    await send(true)
  }
}
