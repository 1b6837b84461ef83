/**
 * Sets the scene for tests of money: one database a file, a new world a test, and questions to it.
 */

import { inScope } from '@wattline/database'
import { assert, type Money, money } from '@wattline/units'

import { billSessions } from '../invoices/bill-sessions.js'
import { askProvider } from '../payments/ask-provider.js'
import { collect } from '../payments/collect.js'
import { Payment } from '../payments/payment.entity.js'
import { PaymentIntent } from '../payments/payment-intent.entity.js'
import type { PaymentEvent } from '../payments/provider.js'
import {
  afresh,
  book,
  imbalance,
  type MoneyCore,
  moneyCore,
  settle,
  tell,
  type Visit,
  visit,
  workOff,
} from './money-core.js'
import { type World, world } from './world.js'

export const euros = (minor: bigint): Money => money(minor, 'EUR')

/** 20 kWh at 0.50 and 19 % VAT: 11.90. */
export const billed = { energyWh: 20_000n }

/** The whole book once such a session is captured. */
export const capturedBook = {
  'adyen:clearing': 1190n,
  driver: 0n,
  'revenue:charging': -1000n,
  'vat:DE:19': -190n,
}

type Hook = (work: () => Promise<void>) => void

/** The hooks of a test file: handed over, for this module is built without a test runner. */
export interface Hooks {
  readonly beforeAll: Hook
  readonly afterAll: Hook
  readonly beforeEach: Hook
  readonly afterEach: Hook
}

/** Opens a scene for a test file, begins it anew for each test, and audits it after each. */
export function onStage<S extends Scene>(scene: S, hooks: Hooks): S {
  hooks.beforeAll(() => scene.open())
  hooks.afterAll(() => scene.close())
  hooks.beforeEach(() => scene.begin())
  hooks.afterEach(async () => {
    const faults = await scene.faults()
    assert(faults.length === 0, `the books are right after the test: ${faults.join(', ')}`)
  })
  return scene
}

export class Scene {
  core!: MoneyCore
  w!: World
  private file!: MoneyCore

  async open(): Promise<void> {
    this.file = await moneyCore()
  }

  close(): Promise<void> {
    return this.file.close()
  }

  async begin(): Promise<void> {
    this.core = await afresh(this.file)
    this.w = await world(this.core)
  }

  get provider(): MoneyCore['provider'] {
    return this.core.provider
  }

  get clock(): MoneyCore['clock'] {
    return this.core.clock
  }

  visit(given: Visit): Promise<string> {
    return visit(this.core, this.w, given)
  }

  workOff(): Promise<string[]> {
    return workOff(this.core)
  }

  settle(): Promise<void> {
    return settle(this.core)
  }

  tell(...events: readonly PaymentEvent[]): Promise<void> {
    return tell(this.core, ...events)
  }

  /** What must be empty after every test: a book that does not balance. */
  faults(): Promise<string[]> {
    return imbalance(this.core, this.w)
  }

  /** The latest payment of a session. */
  paymentOf(sessionId: string): Promise<Payment> {
    const order = { createdAt: 'DESC', id: 'DESC' } as const
    return inScope(this.core.db, [this.w.operatorId], tx =>
      tx.findOneOrFail(Payment, { where: { sessionId }, order }),
    )
  }

  intentsOf(paymentId: string): Promise<PaymentIntent[]> {
    return inScope(this.core.db, [this.w.operatorId], tx =>
      tx.find(PaymentIntent, { where: { paymentId }, order: { id: 'ASC' } }),
    )
  }

  async intentOf(sessionId: string, kind: string): Promise<PaymentIntent> {
    const intents = await this.intentsOf((await this.paymentOf(sessionId)).id)
    const intent = intents.findLast(candidate => candidate.kind === kind)
    if (!intent) throw new Error(`the session has no intent to ${kind}`)
    return intent
  }

  ask(intent: PaymentIntent): Promise<void> {
    return askProvider(this.core, this.w.operatorId, intent.id)
  }

  book(): Promise<Record<string, bigint>> {
    return book(this.core, this.w)
  }

  async webhookStates(): Promise<string[]> {
    const rows = await this.core.db.query<{ state: string }[]>(
      'select state from webhook order by id',
    )
    return rows.map(({ state }) => state)
  }

  /** A session whose intent to capture is written, and nobody has asked for it yet. */
  async captureWanted(): Promise<{ sessionId: string; intent: PaymentIntent }> {
    const { core, w } = this
    const sessionId = await this.visit(billed)
    await this.ask(await this.intentOf(sessionId, 'authorise'))
    core.provider.events.splice(0)
    await billSessions(core, w.operatorId, [sessionId])
    await collect(core, w.operatorId, (await this.paymentOf(sessionId)).id)
    await core.db.query('update outbox set relayed_at = now()')
    return { sessionId, intent: await this.intentOf(sessionId, 'capture') }
  }
}
