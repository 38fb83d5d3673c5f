import type { Look } from '@/api/types'

const looks: Record<Look, string> = { happened: '有处理记录', all_clear: '今日无异常', not_yet: '还没有记录' }

export const texts = {
  title: '台账',
  view: '查看方式',
  views: { week: '周周清', day: '日日巡' },
  refresh: '刷新',
  looks,
  week: {
    pick: '哪一周',
    label: (monday: string, sunday: string) => `${monday} 至 ${sunday}`,
    lead: '每周一凌晨自动生成，生成后不再改变。上周转入 + 本周新增 = 已答复 + 转入下周。',
    frozen: (at: string) => `生成于 ${at}`,
    none: '还没有台账',
    noneHint: '第一周结束后，周一凌晨会自动生成。',
    whole: '全社区',
    noPlace: '网格待确认',
    columns: { place: '范围', in: '上周转入', fresh: '本周新增', answered: '已答复', out: '转入下周', late: '其中超期' },
    micros: '显示微网格',
    agenda: '周一例会议题',
    agendaLead: (n: number) => `转入下周的 ${n} 件，超期的在前`,
    nothing: '这一周件件有答复，没有转入下周的',
    items: { title: '诉求', place: '微网格', owner: '负责人', reason: '原因', due: '下一个期限' },
    corrections: '更正',
    noCorrections: '没有更正',
    correct: '写一条更正',
    correctText: '更正内容',
    correctHint: '台账本身不会改变，更正单独列在这里。',
    correctDone: '更正已记下',
    print: '打印',
    export: '导出表格',
  },
  day: {
    pick: '哪一天',
    lead: '当天办过诉求的微网格自动算作看过；没有事的，由网格员点一下“今日无异常”。不记轨迹，不排名。',
    count: (seen: number, all: number) => `${all} 个微网格，${seen} 个已看过`,
    vacant: '空缺',
    none: '还没有微网格',
  },
}
