import type { ChangeKind, TerritoryChange } from '@/api/types'

const kinds: Record<ChangeKind, string> = { split: '划出一部分', merge: '并入另一个微网格', move: '调到另一个网格' }

const where = (p: TerritoryChange['from']) => `${p.grid_name} ${p.micro_grid_name}`

/** What was done, in one line. */
const happened: Record<ChangeKind, (c: TerritoryChange) => string> = {
  split: (c) => `${where(c.from)} 划出一部分给 ${where(c.to)}`,
  merge: (c) => `${where(c.from)} 并入 ${where(c.to)}`,
  move: (c) => `${c.from.micro_grid_name} 从${c.from.grid_name}调到${c.to.grid_name}`,
}

export const texts = {
  begin: '网格调整',
  title: (name: string) => `调整 ${name}`,
  kind: '怎样调整', kinds, happened,
  grid: '调到哪个网格', into: '并入哪个微网格', pick: '请选择',
  buildings: '划出哪些楼栋', noBuildings: '这里还没有登记楼栋，不能划分。请先在表格里把楼栋划进来。',
  to: '划给', fresh: '一个新的微网格', there: '已有的微网格',
  code: '新微网格编号', codeHint: '不能与现有编号重复', name: '新微网格名称',
  worker: '新微网格的网格员', optional: '可以以后再安排', groups: '哪些微信群跟着走',
  reason: '为什么调整', reasonHint: '会留在调整记录里', reasonMissing: '请写一句为什么调整',
  preview: '会发生什么', previewing: '正在核算…', incomplete: '填好上面几项，这里会列出会动到的人和事。',
  act: '确认调整',
  done: (c: TerritoryChange) => `已调整：${happened[c.kind](c)}`,
  lasting: '历史记录留在原处；正在办的事、居民和群跟着走。居民下次打开小程序时会看到说明。',
  effects: {
    buildings: (n: number) => `${n} 栋楼划过去`,
    residents: (n: number) => (n ? `${n} 位居民跟着走，下次打开小程序时会看到说明` : '没有居民需要变动'),
    asked: (n: number) => `${n} 位居民没有填楼栋，下次打开小程序时会请他选一下住在哪边`,
    groups: (n: number) => `${n} 个微信群跟着走，绑定不变`,
    issues: (n: number, passed: number) => (n ? `${n} 件正在办的诉求跟着走${passed ? `，其中 ${passed} 件换人负责，会通知接手的人` : '，负责人不变'}` : '没有正在办的诉求'),
    notices: (n: number) => `${n} 条通知的待告知名单跟着走`,
    activities: (n: number) => `${n} 场活动或关爱单跟着走`,
    worker: (name: string) => `新的网格员是 ${name}`,
    vacant: '那里还没有网格员，先由网格长负责',
    ending: (names: string) => `${names} 在这里的任职结束`,
  },
  list: { none: '还没有调整过', when: '时间', what: '调整', outcome: '带走了什么', by: '经手人', table: '表格导入' },
}
