import { expect } from 'vitest'
import { journey } from '../kit/journey'
import { Person } from '../kit/person'

const COMMUNITY = '王家屯社区（示例）'
const WORDS = '3 单元楼道里的线盒盖子掉了，电线露在外面'
const LOOK = '请到现场围挡，先别让孩子靠近'
const FIX = '请更换线盒盖子，并检查整栋楼的线盒'
const LOOKED = '11 月 25 日下午已围挡并贴了提示'
const FIXED = '物业电工已换好盖子，整栋楼 12 个线盒都查过'

journey('a matter with two tasks, one of them outside, is answered when both have ended', async ({ stage, product }) => {
  const wang = await Person.signIn(product, 'r1')
  await wang.settles(COMMUNITY)
  const issue = await wang.reports(WORDS, 'lamp')
  await (await Person.signIn(product, 'w1')).takes(issue, 'accept')

  const zhang = await stage.phone('w1', `packages/issue/detail/detail?id=${issue.id}`)
  const gives = async (who: RegExp, what: string) => {
    await zhang.sees('办理经过')
    await zhang.taps('更多')
    await zhang.taps('请人协办')
    await zhang.taps('选一位同志或一个单位')
    await zhang.shot('to whom')
    await zhang.taps(who)
    await zhang.writes('请他办什么', what)
    await zhang.shot('task')
    await zhang.taps('提交')
    await zhang.sees(what)
  }
  await gives(/^刘海涛/, LOOK)
  await gives(/^松园物业/, FIX)
  await zhang.sees(/还有 2 项协办任务没有结束/)
  await zhang.whole('two tasks')

  const resident = await stage.phone('r1', 'packages/message/inbox/inbox')
  await resident.taps(/转请松园物业/)
  await resident.sees(/^已转请松园物业服务公司（示例）处理/)
  await resident.whole('whose turn it is')
  expect(await resident.shows(/0935/)).toBe(false)

  const liu = await stage.phone('w2')
  await liu.taps('工作台')
  await liu.taps(/1 项请您协办/)
  await liu.shot('his tasks')
  await liu.taps(LOOK)
  await liu.sees('请您协办')
  await liu.whole('lent')
  await liu.taps('协办完成')
  await liu.writes('办得怎样', LOOKED)
  await liu.shot('done')
  await liu.taps('提交')
  await liu.taps('已结束的')
  await liu.sees(LOOKED)

  await zhang.page.reload()
  await zhang.sees(LOOKED)
  await zhang.taps('联系对方')
  await zhang.sees(/0935/)
  await zhang.taps('取消')
  await zhang.taps('协办完成')
  await zhang.writes('办得怎样', FIXED)
  await zhang.taps('提交')
  await zhang.sees(/您正在办理/)
  await zhang.taps('答复')
  await zhang.taps('已经解决')
  await zhang.writes('答复内容', '11 月 25 日已换好线盒盖子，可以放心走。')
  await zhang.taps('提交')
  await zhang.sees('已答复')
  await zhang.whole('answered')
  expect(await product.command('check')).toContain(' 0 findings')
})
