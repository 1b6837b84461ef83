/** A test’s operator that asks for a second person, with a plugin that has never been live. */

import { inScope } from '@wattline/database'
import type { Plugin } from '@wattline/plugin-sdk'
import { assert, type Instant } from '@wattline/units'

import type { Authority } from '../authority.js'
import { authenticate } from '../keys/authenticate.js'
import { issueKey } from '../keys/create.js'
import { registerPlugin } from '../plugins/register.js'
import { approvePriceList } from '../price-lists/approve.js'
import { type Assigned, type Assignment, assignPriceList } from '../price-lists/assign.js'
import { choosePriceList } from '../price-lists/choose.js'
import type { PriceListContent } from '../price-lists/make.js'
import { PriceListAssignment } from '../price-lists/price-list-assignment.entity.js'
import { type RollBackInput, type RolledBack, rollBackPriceList } from '../price-lists/roll-back.js'
import { type AssignmentState, stateOf } from '../price-lists/state.js'
import { publishTariff } from '../tariffs/publish.js'
import { type TestCore, testCore } from './test-core.js'
import { addPlug, plainTariff, type World, world } from './world.js'

/** Adds its fee to each session. */
const feePlugin: Plugin = {
  manifest: {
    id: 'fee',
    version: '1.0.0',
    contract: 1,
    author: 'Wattline',
    description: 'For a test.',
    phase: 'SURCHARGE',
    reads: {},
    series: {},
    emits: [
      { code: 'FEE', kind: 'SURCHARGE', on: 'SESSION', bounds: [{ perSession: { param: 'fee' } }] },
    ],
    cuts: [],
    params: {
      type: 'object',
      additionalProperties: false,
      required: ['fee'],
      properties: {
        fee: { type: 'integer', minimum: 1 },
        label: { type: 'string', default: 'fee' },
      },
    },
  },
  price: () => ({ lines: [] }),
}

/** A new operator in each test; its standard list, a plain tariff, is for everywhere. */
export class PriceListScene {
  core!: TestCore
  w!: World
  /** A second operator’s key of the same operator. */
  colleague!: Authority
  tariffVersionId!: string
  pluginVersionId!: string
  /** A second connector of the location. */
  otherPlug!: string

  async open(): Promise<void> {
    this.core = await testCore()
  }

  async close(): Promise<void> {
    await this.core.close()
  }

  async start(): Promise<void> {
    const { core } = this
    this.w = await world(core, { secondPerson: 'required' })
    const { operatorId, locationId, operator } = this.w
    const { secret } = await issueKey(core, { operatorId, role: 'operator', name: 'colleague' })
    this.colleague = await authenticate(core.gateway, secret)
    const tariff = await publishTariff(core, operator, { document: plainTariff, ...this.key() })
    this.tariffVersionId = tariff.tariffVersionId
    this.pluginVersionId = await registerPlugin(core, operatorId, core.runner.add(feePlugin))
    this.otherPlug = await addPlug(core, { operatorId, locationId, maxPowerW: 11_000 })
  }

  key(): { idempotencyKey: string } {
    return { idempotencyKey: this.core.newId() }
  }

  inHours(hours: number): Instant {
    return this.core.clock.now().add({ hours })
  }

  /** The plugin with its fee, as minor units × 10 000. */
  withFee(fee: number): PriceListContent['plugins'] {
    const { pluginVersionId } = this
    return [{ pluginVersionId, params: { fee }, onFailure: 'continue' }]
  }

  /** With the plugin, everywhere, in an hour: unless said otherwise. */
  assign(change: Partial<Assignment> = {}): Promise<Assigned> {
    const { tariffVersionId } = this
    const content = { name: 'With fee', tariffVersionId, plugins: this.withFee(10_000) }
    const given = { ...content, startsAt: this.inHours(1), ...this.key(), ...change }
    return assignPriceList(this.core, this.w.operator, given)
  }

  /** By the colleague, at the start asked for: unless said otherwise. */
  approve(assignmentId: string, by: Authority = this.colleague, startsAt?: Instant) {
    const start = startsAt && { startsAt }
    return approvePriceList(this.core, by, { assignmentId, ...start, ...this.key() })
  }

  rollBack(input: Omit<RollBackInput, 'idempotencyKey'>): Promise<RolledBack> {
    return rollBackPriceList(this.core, this.w.operator, { ...input, ...this.key() })
  }

  listAt(at: Instant, connectorId = this.w.connectorId, driverId: string | null = null) {
    const { operatorId } = this.w
    return inScope(this.core.db, [operatorId], async tx => {
      const chosen = await choosePriceList(tx, operatorId, { connectorId, driverId, at })
      return chosen.priceListId
    })
  }

  async stateNow(id: string): Promise<AssignmentState> {
    const row = await inScope(this.core.db, [this.w.operatorId], tx =>
      tx.findOneBy(PriceListAssignment, { id }),
    )
    assert(row, `assignment ${id} exists`)
    return stateOf(row, this.core.clock.now())
  }
}

/** Opens the scene for a file of tests. */
export function onPriceLists(hooks: {
  readonly beforeAll: (work: () => Promise<void>) => void
  readonly afterAll: (work: () => Promise<void>) => void
  readonly beforeEach: (work: () => Promise<void>) => void
}): PriceListScene {
  const scene = new PriceListScene()
  hooks.beforeAll(() => scene.open())
  hooks.beforeEach(() => scene.start())
  hooks.afterAll(() => scene.close())
  return scene
}
