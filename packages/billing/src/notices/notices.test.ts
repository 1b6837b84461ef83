/**
 * Notices: one for each kind and subject, sent where there is an address, kept where there is none.
 */

import { inScope } from '@wattline/database'

import { addPartner } from '../operators/add.js'
import { onStage, Scene } from '../testing/payment-scene.js'
import type { NoticeKind } from './notice.entity.js'
import { notify } from './notify.js'
import { sendNotice } from './send.js'

const scene = onStage(new Scene(), { beforeAll, afterAll, beforeEach, afterEach })

function tellPartner(partnerId: string | null, subjectId: string, kind: NoticeKind = 'receipt') {
  const { operatorId } = scene.w
  const notice = { operatorId, partnerId, driverId: null, kind, subjectId, payload: { subjectId } }
  return inScope(scene.core.db, [operatorId], tx => notify(scene.core, tx, notice))
}

const reachable = () =>
  addPartner(scene.core, {
    operatorId: scene.w.operatorId,
    name: 'Reachable',
    noticeUrl: 'https://partner.example/notices',
    noticeSecret: 'secret',
  })

const notices = () =>
  scene.core.owner.query<{ id: string; state: string; attempts: number; sent_at: Date | null }[]>(
    'select id, state, attempts, sent_at from notice order by created_at, id',
  )

test('a notice goes to the partner’s address, signed with its secret, once', async () => {
  const partnerId = await reachable()
  const subjectId = scene.core.newId()
  await tellPartner(partnerId, subjectId)
  await tellPartner(partnerId, subjectId)
  await scene.workOff()
  const [row] = await notices()
  expect(row).toMatchObject({ state: 'sent', attempts: 1, sent_at: expect.any(Date) })
  expect(scene.core.sent).toEqual([
    {
      id: row?.id,
      kind: 'receipt',
      url: 'https://partner.example/notices',
      secret: 'secret',
      payload: { subjectId },
    },
  ])
  await sendNotice(scene.core, scene.w.operatorId, row?.id ?? '')
  expect(scene.core.sent).toHaveLength(1)
})

test('another kind about the same subject is another notice', async () => {
  const subjectId = scene.core.newId()
  await tellPartner(null, subjectId)
  await tellPartner(null, subjectId, 'payment-trouble')
  expect(await notices()).toHaveLength(2)
})

test('a notice without an address is kept to be asked for', async () => {
  await tellPartner(null, scene.core.newId())
  await tellPartner(scene.w.partnerId, scene.core.newId())
  await scene.workOff()
  expect((await notices()).map(({ state }) => state)).toEqual(['kept', 'kept'])
  expect(scene.core.sent).toEqual([])
})

test('a notice that does not arrive is tried again, and given up in the end', async () => {
  await tellPartner(await reachable(), scene.core.newId())
  const [row] = await notices()
  const down = {
    send: async () => {
      throw new Error('partner down')
    },
  }
  const send = () =>
    sendNotice({ ...scene.core, notifier: down }, scene.w.operatorId, row?.id ?? '')
  for (let attempt = 1; attempt < 12; attempt += 1) await expect(send()).rejects.toThrow('down')
  expect(await notices()).toMatchObject([{ state: 'pending', attempts: 11 }])
  await send()
  expect(await notices()).toMatchObject([{ state: 'failed', attempts: 12, sent_at: null }])
})
