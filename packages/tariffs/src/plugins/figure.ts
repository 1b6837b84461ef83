/** Finds the number a manifest refers to: written out, or held by a parameter or fact. */

import type { Figure, Params } from '@wattline/plugin-sdk'

import type { Told } from './told.js'

/** A manifest refers to something that was not given, or that is no whole number. */
export class MissingFigure extends Error {
  override readonly name = 'MissingFigure'
}

export interface Given extends Told {
  readonly params: Params
  /** The second since 1970 at which the session starts. */
  readonly startSecond: number
}

/**
 * Undefined when a fact is known to be null: then there is no such figure for this session.
 *
 * @param place names the referring field for the error: `cuts[0].sessionWh of off-peak`
 * @throws MissingFigure when the parameter or fact is absent, or no whole number of 0 or more
 */
export function resolveFigure(
  figure: Figure,
  given: Pick<Given, 'params' | 'facts'>,
  place: string,
): number | undefined {
  if (typeof figure === 'number') return checked(figure, place)
  const isParam = 'param' in figure
  const name = isParam ? figure.param : figure.fact
  const values: Readonly<Record<string, unknown>> = isParam ? given.params : given.facts
  const source = `${isParam ? 'parameter' : 'fact'} ${name}`
  if (!Object.hasOwn(values, name)) {
    throw new MissingFigure(`${place} refers to ${source}, which was not given; set it`)
  }
  const value = values[name]
  if (value === null && !isParam) return undefined
  return checked(value, `${place} (${source})`)
}

function checked(value: unknown, place: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value
  const shown = JSON.stringify(value)
  throw new MissingFigure(`${place} must be a whole number of 0 or more, found ${shown}`)
}
