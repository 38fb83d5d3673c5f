import { readFile } from 'node:fs/promises'
import { expect } from 'vitest'
import { journey } from '../kit/journey'
import { Person, type Issue } from '../kit/person'
import { textsOf } from '../kit/spreadsheet'
import * as staff from './pages/staff'

const COMMUNITY = '王家屯社区（示例）'
const GIVEN = ['单元门关不上', '楼道窗户碎了']
const GONE = '井盖响得厉害'
const FORMULA = '=1+1 号楼的灯不亮'
const TO = '刘海涛（示例）'

journey('staff give several matters to one person; what somebody else ended meanwhile is named, and the list is taken home as a file', async ({ stage, product }) => {
  stage.rough = true // the browser itself complains of the step that is refused
  const wang = await Person.signIn(product, 'r1')
  await wang.settles(COMMUNITY)
  const filed: Record<string, Issue> = {}
  for (const words of [...GIVEN, GONE, FORMULA]) filed[words] = await wang.reports(words, 'lamp')

  const desk = await stage.desk('staff1')
  await staff.signsIn(desk, 'staff1', product.password)
  await staff.turnsTo(desk, '诉求')
  await desk.taps('批量指派')
  for (const words of [...GIVEN, GONE]) await desk.page.getByLabel(`选择“${words}”`).check()
  await desk.sees('已选 3 条')
  await desk.shot('chosen')
  await wang.takes(filed[GONE]!, 'withdraw') // while the staff look at the list
  await desk.taps('指派')
  await desk.sees('把 3 条诉求派给同一个人')
  await desk.page.getByPlaceholder('输入姓名或微网格查找').click()
  await desk.taps(new RegExp(`^${TO}`))
  await desk.taps('下一步')
  await desk.sees('请写一句派办说明')
  await desk.writes('派办说明', '请一起去看看')
  await desk.taps('下一步')
  await desk.sees(`把 3 条诉求派给${TO}？`)
  await desk.shot('asked')
  await desk.taps('派出 3 条')
  await desk.sees(`2 条已派给${TO}，1 条没有成功`)
  const failed = desk.page.getByRole('list', { name: '没有成功的' })
  expect(await failed.innerText()).toContain(GONE)
  await desk.shot('partly')
  await desk.taps('重试没有成功的')
  await desk.sees('现在是“已撤回”，不能再指派')
  await desk.taps('知道了')

  const api = await product.staff('staff1')
  const { items } = await api.get<{ items: { title: string; owner: { name: string } }[] }>('/v1/issues?scope=work')
  expect(items.filter((i) => i.owner.name === TO).map((i) => i.title).sort()).toEqual([...GIVEN].sort())

  await desk.taps('导出')
  await desk.taps('开始导出')
  await desk.sees(/^3 条 · .*自动删除/)
  await desk.shot('exported')
  const [download] = await Promise.all([desk.page.waitForEvent('download'), desk.taps('下载')])
  expect(download.suggestedFilename()).toMatch(/^诉求_\d{4}-\d{2}-\d{2}_\d{4}\.xlsx$/)
  const [head, ...rows] = textsOf(await readFile(await download.path()))
  expect(head!.slice(0, 3)).toEqual(['编号', '诉求', '类别'])
  expect(rows.map((r) => r[1]).sort()).toEqual([...GIVEN, FORMULA].sort())
  expect(rows.find((r) => r[1] === GIVEN[0])).toContain(TO)
})
