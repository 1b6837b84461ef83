/** Furnishes a test's operator with one of everything the API shows. */

import {
  assignPriceList,
  billSessions,
  changeGroup,
  claimRefund,
  issueKey,
  makeGroup,
  PriceList,
  PriceListAssignment,
  priceShadows,
  quote,
  recordMeterReadings,
  startBacktest,
  startSession,
  stopSession,
  TariffVersion,
} from '@wattline/billing'
import { addPlug, type TestCore, type World } from '@wattline/billing/testing'
import { inScope } from '@wattline/database'
import { furnishFacts } from './furnish-facts.js'
import { furnishFailures } from './furnish-failures.js'
import { publishSample } from './publish-sample.js'

export interface Furnished {
  readonly world: World
  readonly financeSecret: string
  readonly keyId: string
  readonly tariffVersionId: string
  readonly priceListId: string
  readonly assignmentId: string
  /** Holds the world’s connector. */
  readonly connectorGroupId: string
  /** Holds the world’s driver. */
  readonly driverGroupId: string
  readonly quoteId: string
  /** Runs, with a reading of 3 kWh. */
  readonly activeSessionId: string
  /** 20 kWh at 0.50 EUR and 19 % VAT: 11.90 EUR. */
  readonly billedSessionId: string
  readonly invoiceId: string
  readonly paymentId: string
  readonly refundId: string
  readonly publicationId: string
  readonly pluginVersionId: string
  readonly backtestId: string
  /** A shadow of the list that bills, with what it made of the billed session. */
  readonly shadowId: string
  /** Of a plugin that failed too often. */
  readonly suspensionId: string
  readonly mendingId: string
  /** The hash of the plugin that failed. */
  readonly failedHash: string
}

export async function furnish(core: TestCore, world: World): Promise<Furnished> {
  const { operatorId } = world
  await furnishFacts(core, world)
  const finance = await issueKey(core, { operatorId, role: 'finance', name: 'books' })
  const quoteId = await promised(core, world)
  const activeSessionId = await visit(core, world, { energyWh: 3000n, isStopped: false })
  const shadowId = await shadow(core, world)
  const billedSessionId = await visit(core, world, { energyWh: 20_000n, isStopped: true })
  const [bill] = await billSessions(core, operatorId, [billedSessionId])
  const invoiceId = bill?.invoiceId ?? ''
  // Two minutes on, when no bill of now is still under way.
  const later = { now: () => core.clock.now().add({ minutes: 2 }) }
  await priceShadows({ ...core, clock: later })
  const paymentId = await capture(core, invoiceId)
  const { refundId } = await claimRefund(core, world.partner, {
    invoiceId,
    cause: 'goodwill',
    idempotencyKey: core.newId(),
  })
  const prices = await pricesOf(core, operatorId)
  const { backtestId } = await backtest(core, world, prices.priceListId)
  return {
    world,
    financeSecret: finance.secret,
    keyId: finance.keyId,
    ...prices,
    connectorGroupId: await groupWith(core, world, 'connector'),
    driverGroupId: await groupWith(core, world, 'driver'),
    quoteId,
    activeSessionId,
    billedSessionId,
    invoiceId,
    paymentId,
    refundId,
    ...(await publishSample(core, world)),
    backtestId,
    shadowId,
    ...(await furnishFailures(core, world, billedSessionId)),
  }
}

async function promised(core: TestCore, world: World): Promise<string> {
  const { connectorId, driverId } = world
  const { quoteId } = await quote(core, world.partner, {
    connectorId,
    driverId,
    startAt: core.clock.now(),
    minutes: 60,
    energyWh: 20_000n,
    idempotencyKey: core.newId(),
  })
  return quoteId
}

function backtest(core: TestCore, world: World, priceListId: string) {
  return startBacktest(core, world.operator, {
    draft: { priceListId },
    scope: {},
    from: core.clock.now().subtract({ hours: 24 }),
    until: core.clock.now(),
    idempotencyKey: core.newId(),
  })
}

async function shadow(core: TestCore, world: World): Promise<string> {
  const { tariffVersionId } = await pricesOf(core, world.operatorId)
  const { assignmentId } = await assignPriceList(core, world.operator, {
    name: 'Standard',
    tariffVersionId,
    plugins: [],
    mode: 'shadow',
    startsAt: core.clock.now().subtract({ hours: 2 }),
    idempotencyKey: core.newId(),
  })
  return assignmentId
}

/** A visit on a connector of its own that began an hour ago. */
export async function visit(
  core: TestCore,
  world: World,
  { energyWh, isStopped }: { readonly energyWh: bigint; readonly isStopped: boolean },
): Promise<string> {
  const { operatorId, locationId, driverId } = world
  const connectorId = await addPlug(core, { operatorId, locationId, maxPowerW: 350_000 })
  const now = core.clock.now()
  const { sessionId } = await startSession(core, world.operator, {
    connectorId,
    driverId,
    startedAt: now.subtract({ hours: 1 }),
    meterStart: { value: '0', unit: 'Wh' },
    idempotencyKey: core.newId(),
  })
  await recordMeterReadings(core, world.operator, {
    sessionId,
    readings: [{ measuredAt: now.subtract({ minutes: 1 }), value: `${energyWh}`, unit: 'Wh' }],
    idempotencyKey: core.newId(),
  })
  if (isStopped) {
    await stopSession(core, world.operator, {
      sessionId,
      endedAt: now,
      meterStop: { value: `${energyWh}`, unit: 'Wh' },
      idempotencyKey: core.newId(),
    })
  }
  return sessionId
}

/** Leaves the payment as the worker would, once the provider has said that the money was taken. */
async function capture(core: TestCore, invoiceId: string): Promise<string> {
  const [rows] = await core.owner.query<[{ id: string }[], number]>(
    `update payment set state = 'captured', psp_reference = 'PSP-' || id, authorised_minor = asked_minor,
            captured_minor = (select gross_minor from invoice where id = $1)
     where invoice_id = $1 returning id`,
    [invoiceId],
  )
  return rows[0]?.id ?? ''
}

async function pricesOf(core: TestCore, operatorId: string) {
  return inScope(core.db, [operatorId], async tx => {
    const [tariff] = await tx.find(TariffVersion)
    const [priceList] = await tx.find(PriceList)
    const [assignment] = await tx.find(PriceListAssignment)
    return {
      tariffVersionId: tariff?.id ?? '',
      priceListId: priceList?.id ?? '',
      assignmentId: assignment?.id ?? '',
    }
  })
}

async function groupWith(
  core: TestCore,
  { operator, connectorId, driverId }: World,
  kind: 'connector' | 'driver',
): Promise<string> {
  const named = { kind, name: 'Together', idempotencyKey: core.newId() }
  const { groupId } = await makeGroup(core, operator, named)
  const add = [kind === 'connector' ? connectorId : driverId]
  const idempotencyKey = core.newId()
  await changeGroup(core, operator, { kind, groupId, add, remove: [], idempotencyKey })
  return groupId
}
