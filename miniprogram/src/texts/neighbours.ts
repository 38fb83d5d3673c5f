/** What a person reads about matters that his neighbours reported. */

/** Open matters that may be the one which is about to be filed. */
export const SIMILAR = {
  title: '附近可能已有人反映', hint: '是同一件事，点“我也遇到”就行，不用再交一遍。有进展会同样告诉您。', workHint: '是同一件事，可以直接去办那一件。',
  join: '我也遇到', look: '去看看', mine: '您反映过', joined: '您已加入', more: (n: number) => `再看 ${n} 件`,
  pass: '都不是，继续提交', photo: '看大图',
}

/** A matter that one did not report and does not handle. */
export const FOLLOW = {
  join: '我也遇到', joined: '好的，有进展会告诉您', hint: '加入后，有进展会同样告诉您。', told: '微信会问您要不要收消息。',
  leave: '不再跟进', left: '已经不再跟进', ask: { title: '不再跟进这件事？', content: '以后有进展不再告诉您。这件事会照常办理。', confirmText: '不再跟进', cancelText: '继续跟进' },
  people: (n: number) => `${n} 人遇到`,
}

/** What was solved, and how it looked. */
export const SOLVED = { before: '办理前', after: '办理后', done: '已解决', on: (day: string) => `${day}办好` }

/** The two parts of the public list, as the server names them. */
export const PUBLIC = [{ name: 'solved', label: '已解决' }, { name: 'open', label: '处理中' }] as const
