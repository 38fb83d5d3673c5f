import { expect } from 'vitest'
import { journey } from '../kit/journey'
import { Person } from '../kit/person'
import { Staff } from '../kit/staff'
import { hold } from './activities'
import { COMMUNITY } from './furnish'
import { signsIn, turnsTo } from './pages/staff'

interface Certificate { code: string }
interface Served { signup: { id: number }; history: { id: number }[] }

journey('who served asks for a certificate, opens it, and anybody can check it', async ({ stage, product }) => {
  const [wang, zhang] = [await Person.signIn(product, 'r1'), await Person.signIn(product, 'w1')]
  await wang.settles(COMMUNITY)
  const activity = await hold(zhang, '周五一起扫楼院', [5])
  await wang.asks('POST', `/v1/shifts/${activity.shifts[0]!.id}/signups`, {})
  await product.held(activity.id, 3)
  const staff = await Staff.signIn(product.api, 'staff1', product.password)
  const served = await wang.asks<{ items: Served[] }>('GET', '/v1/hours')
  await zhang.asks('POST', `/v1/signups/${served.items[0]!.signup.id}/hours`, { minutes: 90, reason: '忘了签到，一直在场' })
  const stated = await wang.asks<{ items: Served[] }>('GET', '/v1/hours')
  await staff.post(`/v1/hours/${stated.items[0]!.history[0]!.id}/decision`, { accept: true })

  const phone = await stage.phone('r1', 'packages/activity/certificates/certificates')
  await phone.sees('申请一份证明')
  await phone.whole('nothing yet')
  await phone.taps('申请')
  await phone.sees('请写上证明上的姓名')
  await phone.writes('证明上的姓名', '王秀兰')
  await phone.taps('申请')
  await phone.sees('等社区开具')
  await phone.whole('asked')
  const desk = await stage.desk('staff1')
  await signsIn(desk, 'staff1', product.password)
  await turnsTo(desk, '活动')
  await desk.taps('服务证明')
  await desk.sees('王秀兰')
  await desk.shot('waits')
  await desk.taps('开具')
  await desk.sees(/^给王秀兰开具 1.5 小时的证明/)
  await desk.page.getByRole('alertdialog').or(desk.page.getByRole('dialog')).filter({ visible: true }).last().getByRole('button', { name: '开具', exact: true }).click()
  await desk.sees('没有等待开具的证明')
  await desk.taps('已开具')
  await desk.sees('作废')
  await desk.shot('issued')
  await phone.page.reload()
  await phone.sees('已开具')
  await phone.sees('服务 1.5 小时')
  await phone.whole('issued')
  await phone.taps('打开证明')
  await phone.sees('在电脑上打开文档')

  const mine = await wang.asks<{ items: Certificate[] }>('GET', '/v1/certificates')
  const anybody = await stage.desk('anybody', `/certificates/${mine.items[0]!.code}`)
  await anybody.sees('这份证明有效')
  await anybody.sees('王*兰')
  await anybody.shot('confirmed')
  expect(await product.command('check')).toContain(' 0 findings')
})
