import { expect } from 'vitest'
import { binds } from '../kit/ceremony'
import { journey } from '../kit/journey'
import { measure } from '../kit/measure'
import { Person } from '../kit/person'
import { COMMUNITY } from './furnish'
import { DESK } from './limits'
import * as staff from './pages/staff'

journey('the leader confirms a group and decides a conflict at the desk', async ({ product, stage }) => {
  await binds(product, 'w1', 'g1', 1)
  const desk = await stage.desk('leader1')
  await staff.signsIn(desk, 'leader1', product.password)
  await staff.turnsTo(desk, '微信群')
  const broken: string[] = []
  const looks = async (name: string) => {
    broken.push(...(await measure(desk.page, DESK)).map((b) => `${name}: “${b.what}” ${b.rule} ${b.figure}`))
    await desk.shot(name)
  }
  /** Waits until no dialog fades away any more. */
  const closed = () => desk.page.getByRole('alertdialog').or(desk.page.getByRole('dialog')).first().waitFor({ state: 'hidden' })
  await desk.sees(/^0 \/ 16 个使用中/)
  await looks('board')
  await desk.page.getByRole('button', { name: /^01-01 微网格邻里群（示例），待确认/ }).click()
  await desk.sees(/等网格长或社区确认/)
  await looks('pending')
  await desk.taps('确认绑定')
  await desk.page.getByRole('alertdialog').getByRole('button', { name: '确认绑定' }).click()
  await desk.sees(/^1 \/ 16 个使用中/)
  await desk.sees(/^确认绑定，开始使用/)
  await closed()
  await looks('active')

  const table = (rows: string) => desk.page.locator('input[type=file]').setInputFiles({ name: '微信群.csv', mimeType: 'text/csv', buffer: Buffer.from(`群名,微网格,成员数\n${rows}`) })
  await desk.taps('从表格导入')
  await table('楼长群,01-02,40\n骑行群,09-99,12\n01-03 微网格邻里群（示例）,01-03,501\n')
  await desk.sees(/^有 2 行需要改/)
  await looks('import-mistakes')
  await table('楼长群,01-02,40\n')
  await desk.sees(/^将新增 1 个群/)
  await looks('import-ready')
  await desk.taps('写入')
  await desk.sees(/^1 \/ 17 个使用中/)
  await desk.page.getByRole('dialog').waitFor({ state: 'hidden' })

  await binds(product, 'w2', 'g3', 2)
  await expect(binds(product, 'w1', 'g3', 1)).rejects.toThrow('已由别的微网格绑定') // he is in that group too
  await desk.taps('刷新')
  await desk.sees('归属争议（2）')
  await looks('disputed')
  await desk.taps(/^归属争议/)
  await desk.sees('同一个微信群，两边都要绑定')
  await looks('conflicts')
  await desk.taps('决定')
  await desk.page.getByRole('dialog').getByText(/^改为：归“01-01/).click()
  await desk.writes('理由', '群主说这是松园二期的群')
  await looks('decision')
  await desk.page.getByRole('dialog').getByRole('button', { name: '决定' }).click()
  await desk.sees('没有归属争议')
  await desk.page.getByText('也看已决定的').click()
  await desk.sees(/改归申请方/)
  await closed()
  await looks('decided')
  await desk.taps('群外打开')
  await desk.sees('没有发现卡片流到群外')
  await looks('no-leaks')

  await desk.taps('本周小结')
  await desk.sees(/0 张里 0 张点过发送/)
  await looks('digests-quiet')
  const wang = await Person.signIn(product, 'r1')
  await wang.settles(COMMUNITY)
  await wang.reports('楼道的灯不亮', 'lamp')
  await desk.taps('全部重新生成')
  await desk.sees(/2 张里 0 张点过发送/)
  await looks('digests')
  await desk.page.getByRole('button', { name: '看卡片' }).first().click()
  await desk.page.getByRole('img', { name: '聊天里看到的样子' }).waitFor()
  await looks('digest')
  await desk.page.keyboard.press('Escape')
  await desk.page.getByRole('dialog').waitFor({ state: 'hidden' })

  await desk.taps('全部微信群')
  await desk.sees(/^2 \/ 18 个使用中/) // the micro-grid kept the one it had
  await desk.page.getByRole('button', { name: /^01-01 微网格邻里群（示例），使用中/ }).click()
  await desk.taps('更新群人数')
  await desk.writes('现在群里有多少人', '501')
  await desk.page.getByRole('dialog').getByRole('button', { name: '更新群人数' }).click()
  await desk.sees('请填 1 到 500 之间的数')
  await looks('members')
  await desk.writes('现在群里有多少人', '88')
  await desk.page.getByRole('dialog').getByRole('button', { name: '更新群人数' }).click()
  await desk.sees(/^88 人/)
  await desk.taps('解除绑定')
  await desk.writes('原因', '群已解散')
  await desk.page.getByRole('dialog').getByRole('button', { name: '解除绑定' }).click()
  await desk.sees(/^解除了绑定：群已解散/)
  await closed()
  await looks('unbound')
  expect(broken, broken.join('\n')).toEqual([])
})
