/**
 * The counterfactual of a received CDR: its documents are changed, and priced as they stand.
 *
 * Its periods carry totals only, so they are moved whole; one that then runs over a change of price
 * is priced at its start, as any received period is, with a warning.
 */

import { instantFromSecond, parseInstant, secondOf } from '@wattline/units'

import { type ReceivedCdr, rateCdr } from '../cdr/rate-cdr.js'
import type { Fault } from '../tariff.js'
import { type Change, type Counterfactual, differenceBetween } from './counterfactual.js'

export type CdrCounterfactual =
  | { readonly counterfactual: Counterfactual; readonly refused?: undefined }
  | { readonly counterfactual?: undefined; readonly refused: readonly Fault[] }

/** A price is left out of the first tariff of the CDR. */
export function counterfactualOfCdr(received: ReceivedCdr, change: Change): CdrCounterfactual {
  const actual = rateCdr(received)
  if (!actual.rated) return { refused: actual.refused }
  const changed =
    change.kind === 'shift' ? shift(received, change.seconds) : leaveOut(received, change)
  if ('refused' in changed) return changed
  const otherwise = rateCdr(changed)
  if (!otherwise.rated) return { refused: otherwise.refused }
  return { counterfactual: differenceBetween(actual.rated, otherwise.rated) }
}

type Fields = Readonly<Record<string, unknown>>

/** All instants of the CDR and its periods. The documents have been read without a fault. */
function shift(received: ReceivedCdr, seconds: number): ReceivedCdr {
  const cdr = received.cdr as Fields & { readonly charging_periods: readonly Fields[] }
  return {
    ...received,
    cdr: {
      ...shiftTimes(cdr, seconds),
      charging_periods: cdr.charging_periods.map(period => shiftTimes(period, seconds)),
    },
  }
}

const times = ['start_date_time', 'end_date_time', 'stop_date_time']

function shiftTimes(fields: Fields, seconds: number): Fields {
  const moved = Object.entries(fields).map(([name, value]) => {
    const at = times.includes(name) && typeof value === 'string' ? readInstant(value) : undefined
    return [name, at ? instantFromSecond(secondOf(at) + seconds).toString() : value]
  })
  return Object.fromEntries(moved)
}

/** OCPI times are UTC where they say no offset. */
function readInstant(text: string) {
  return parseInstant(text) ?? parseInstant(`${text}Z`)
}

/** An element needs a price and a tariff an element: where the last goes, one of 0 stands in. */
const priceless: Fields = { price_components: [{ type: 'FLAT', price: 0, step_size: 1 }] }

function leaveOut(
  received: ReceivedCdr,
  { elementIndex, componentIndex }: Extract<Change, { kind: 'without' }>,
): ReceivedCdr | { readonly refused: readonly Fault[] } {
  const [first, ...others] = received.tariffs
  const tariff = first as Fields & { readonly elements: readonly Fields[] }
  const prices = (tariff.elements[elementIndex]?.price_components ?? []) as readonly unknown[]
  const left =
    componentIndex === undefined ? [] : prices.filter((_, index) => index !== componentIndex)
  if (left.length === prices.length) return noSuchPlace(elementIndex, componentIndex)
  const elements = tariff.elements.flatMap((element, index) => {
    if (index !== elementIndex) return [element]
    return left.length === 0 ? [] : [{ ...element, price_components: left }]
  })
  const whole = elements.length === 0 ? [priceless] : elements
  return { ...received, tariffs: [{ ...tariff, elements: whole }, ...others] }
}

function noSuchPlace(elementIndex: number, componentIndex: number | undefined) {
  const component = componentIndex === undefined ? '' : `.price_components[${componentIndex}]`
  const fault: Fault = {
    path: `$.elements[${elementIndex}]${component}`,
    code: 'no-such-component',
    message: 'the tariff has no such price to leave out',
    severity: 'fault',
  }
  return { refused: [fault] }
}
