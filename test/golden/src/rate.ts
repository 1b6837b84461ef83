/** Rates a generated session through the public doors of the engine. */

import {
  type CompiledTariff,
  compileTariff,
  parseTariff,
  type RatedSession,
  type ResolvedCut,
  rateSession,
  type SessionFacts,
} from '@wattline/tariffs'

import { factsOf, type GeneratedSession } from './any-session.js'

/** Fields of the tariff beside its elements, such as `tax_included`. */
export type TariffFields = Readonly<Record<string, unknown>>

interface Variation {
  readonly cuts?: readonly ResolvedCut[]
  readonly facts?: SessionFacts
  readonly fields?: TariffFields
}

export function rate(session: GeneratedSession, variation: Variation = {}): RatedSession {
  const { cuts = [], facts = factsOf(session), fields = {} } = variation
  return rateSession(compiled(session, fields), facts, cuts)
}

/** The tariff of a generated session. */
export function compiled(session: GeneratedSession, fields: TariffFields = {}): CompiledTariff {
  const document = { id: 'T', currency: 'EUR', elements: session.elements, ...fields }
  const { tariff, faults } = parseTariff(document)
  if (!tariff) throw new Error(JSON.stringify(faults))
  return compileTariff(tariff, session.timeZone)
}
