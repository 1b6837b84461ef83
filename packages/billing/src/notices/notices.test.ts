/**
 * Notices: one for each kind and subject, sent where there is an address, kept where there is none.
 */

import { inScope } from '@wattline/database'

import { addPartner } from '../operators/add.js'
import { afresh, type MoneyCore, moneyCore, workOff } from '../testing/money-core.js'
import { type World, world } from '../testing/world.js'
import type { NoticeKind } from './notice.entity.js'
import { notify } from './notify.js'
import { sendNotice } from './send.js'

let file: MoneyCore
let core: MoneyCore
let w: World

beforeAll(async () => {
  file = await moneyCore()
})
afterAll(() => file.close())
beforeEach(async () => {
  core = await afresh(file)
  w = await world(core)
})

function tellPartner(partnerId: string | null, subjectId: string, kind: NoticeKind = 'receipt') {
  const { operatorId } = w
  const notice = { operatorId, partnerId, driverId: null, kind, subjectId, payload: { subjectId } }
  return inScope(core.db, [operatorId], tx => notify(core, tx, notice))
}

const reachable = () =>
  addPartner(core, {
    operatorId: w.operatorId,
    name: 'Reachable',
    noticeUrl: 'https://partner.example/notices',
    noticeSecret: 'secret',
  })

const notices = () =>
  core.owner.query<{ id: string; state: string; attempts: number; sent_at: Date | null }[]>(
    'select id, state, attempts, sent_at from notice order by created_at, id',
  )

test('a notice goes to the partner’s address, signed with its secret, once', async () => {
  const partnerId = await reachable()
  const subjectId = core.newId()
  await tellPartner(partnerId, subjectId)
  await tellPartner(partnerId, subjectId)
  await workOff(core)
  const [row] = await notices()
  expect(row).toMatchObject({ state: 'sent', attempts: 1, sent_at: expect.any(Date) })
  expect(core.sent).toEqual([
    {
      id: row?.id,
      kind: 'receipt',
      url: 'https://partner.example/notices',
      secret: 'secret',
      payload: { subjectId },
    },
  ])
  await sendNotice(core, w.operatorId, row?.id ?? '')
  expect(core.sent).toHaveLength(1)
})

test('another kind about the same subject is another notice', async () => {
  const subjectId = core.newId()
  await tellPartner(null, subjectId)
  await tellPartner(null, subjectId, 'payment-trouble')
  expect(await notices()).toHaveLength(2)
})

test('a notice without an address is kept to be asked for', async () => {
  await tellPartner(null, core.newId())
  await tellPartner(w.partnerId, core.newId())
  await workOff(core)
  expect((await notices()).map(({ state }) => state)).toEqual(['kept', 'kept'])
  expect(core.sent).toEqual([])
})

test('a notice that does not arrive is tried again, and given up in the end', async () => {
  await tellPartner(await reachable(), core.newId())
  const [row] = await notices()
  const down = {
    send: async () => {
      throw new Error('partner down')
    },
  }
  const send = () => sendNotice({ ...core, notifier: down }, w.operatorId, row?.id ?? '')
  for (let attempt = 1; attempt < 12; attempt += 1) await expect(send()).rejects.toThrow('down')
  expect(await notices()).toMatchObject([{ state: 'pending', attempts: 11 }])
  await send()
  expect(await notices()).toMatchObject([{ state: 'failed', attempts: 12, sent_at: null }])
})
