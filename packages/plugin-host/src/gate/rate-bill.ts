/**
 * Rates a generated bill by the engine that bills: once with the cuts a plugin declares, and once
 * with one cut more, after which every price must be the same.
 */

import type { Manifest, PluginInput } from '@wattline/plugin-sdk'
import {
  type CompiledTariff,
  compileTariff,
  MissingFigure,
  parseTariff,
  pluginInput,
  type RatedSession,
  rateSession,
  resolveCuts,
  type Sample,
  type SessionFacts,
  type Told,
} from '@wattline/tariffs'
import { assert, instantFromSecond } from '@wattline/units'

import type { BillCase, Price } from './any-bill.js'
import { toldOf } from './told-of.js'

/** A session as it was rated, and what the plugin is shown of it. */
export interface Shown {
  readonly rated: RatedSession
  readonly input: PluginInput
}

export interface RatedBill {
  readonly told: Told
  readonly plain: Shown
  /** The same session with one cut more. */
  readonly finer: Shown
  /** Seconds since the session's start at which that cut lies. */
  readonly cutSecond: number
}

const component = ({ dimension, price, vat }: Price, percents: BillCase['vatPercents']) => ({
  type: dimension,
  price: price / 10_000,
  vat: percents[vat],
  step_size: 1,
})

/** An OCPI 2.3.0 tariff. */
function documentOf(bill: BillCase): unknown {
  const { prices, nightPrice, reservedPrice, vatPercents } = bill
  const priced = (dimension: Price['dimension'], price: number) =>
    component({ dimension, price, vat: 1 }, vatPercents)
  const reserved = reservedPrice !== null && {
    price_components: [priced('TIME', reservedPrice)],
    restrictions: { reservation: 'RESERVATION' },
  }
  const night = nightPrice !== null && {
    price_components: [priced('ENERGY', nightPrice)],
    restrictions: { start_time: '22:00', end_time: '06:00' },
  }
  const usual = { price_components: prices.map(price => component(price, vatPercents)) }
  return {
    id: 'GENERATED',
    currency: bill.currency,
    tax_included: bill.taxIncluded,
    elements: [reserved, night, usual].filter(element => element !== false),
  }
}

function tariffOf(bill: BillCase): CompiledTariff {
  const { tariff, faults } = parseTariff(documentOf(bill))
  assert(tariff !== undefined, `a generated tariff is sound: ${JSON.stringify(faults)}`)
  return compileTariff(tariff, bill.zone)
}

function factsOf({ stretches }: BillCase, startSecond: number): SessionFacts {
  const samples: Sample[] = []
  let at = startSecond
  let energyWh = 0n
  for (const { activity, seconds, energyWh: wh } of stretches) {
    samples.push({ at: instantFromSecond(at), energyWh, activity })
    at += seconds
    energyWh += BigInt(wh)
  }
  samples.push({ at: instantFromSecond(at), energyWh })
  return { startedAt: instantFromSecond(startSecond), endedAt: instantFromSecond(at), samples }
}

/**
 * Undefined where the parameters make no cut of what the manifest says: no price list takes such
 * parameters.
 *
 * @param words texts that facts are drawn from
 */
export function rateBill(
  manifest: Manifest,
  bill: BillCase,
  words: readonly string[],
): RatedBill | undefined {
  const startSecond = bill.anchor + bill.offset
  const told = toldOf({ bill, words, reads: manifest.reads }, startSecond)
  try {
    const cuts = resolveCuts(manifest, { params: bill.params, startSecond, ...told })
    const tariff = tariffOf(bill)
    const facts = factsOf(bill, startSecond)
    const duration = bill.stretches.reduce((sum, { seconds }) => sum + seconds, 0)
    const cutSecond = Math.floor((duration * bill.furtherCut) / 10_000)
    const show = (rated: RatedSession): Shown => ({ rated, input: pluginInput(rated, [], told) })
    return {
      told,
      cutSecond,
      plain: show(rateSession(tariff, facts, cuts)),
      finer: show(
        rateSession(tariff, facts, [...cuts, { kind: 'sinceStart', seconds: cutSecond }]),
      ),
    }
  } catch (thrown) {
    if (thrown instanceof MissingFigure) return undefined
    throw thrown
  }
}
