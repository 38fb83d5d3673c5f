import type { Group, GroupMark } from '@/api/types'

/** How groups can stand, what needs somebody first. */
export const marks: GroupMark[] = ['conflict', 'pending', 'unbound', 'suspended', 'silent', 'active']

/** The groups of one grid. */
export interface Block { grid: string; groups: Group[] }

/** Groups by grid, in the order of the server. */
export function blocks(groups: Group[]): Block[] {
  const out: Block[] = []
  for (const g of groups) {
    const last = out.at(-1)
    if (last?.grid === g.place.grid_name) last.groups.push(g)
    else out.push({ grid: g.place.grid_name, groups: [g] })
  }
  return out
}

/** How many groups stand how. */
export function counts(groups: Group[]): Record<GroupMark, number> {
  const out = Object.fromEntries(marks.map((m) => [m, 0])) as Record<GroupMark, number>
  for (const g of groups) out[g.mark]++
  return out
}

const plain = (text: string) => text.replace(/\s+/g, '').toLowerCase()

/** Those that stand so and whose names, place or binder contain the words. */
export function find(groups: Group[], { mark, words }: { mark?: GroupMark; words?: string }): Group[] {
  const w = plain(words ?? '')
  return groups.filter((g) => (!mark || g.mark === mark) && [g.name, g.place.micro_grid_name, g.place.grid_name, g.bound_by].some((t) => plain(t).includes(w)))
}
