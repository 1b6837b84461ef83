/** Narrows a listed table by the filters that are set. */

import type { Instant } from '@wattline/units'
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm'

/** A condition on the property left of the colon, each with the value it holds for. */
export interface Narrowing {
  /** Property equal to value; undefined and null do not narrow. */
  readonly equal?: Readonly<Record<string, string | boolean | null | undefined>>
  /** Property among values. */
  readonly among?: Readonly<Record<string, readonly string[] | null | undefined>>
  readonly from?: Readonly<Record<string, Instant | null | undefined>>
  readonly before?: Readonly<Record<string, Instant | null | undefined>>
}

export function narrowBy(narrowing: Narrowing) {
  return <T extends ObjectLiteral>(query: SelectQueryBuilder<T>): void => {
    const add = (property: string, operator: string, value: unknown) => {
      if (value === undefined || value === null) return
      const name = `value${Object.keys(query.getParameters()).length}`
      query.andWhere(`row.${property} ${operator.replace('?', `:${name}`)}`, { [name]: value })
    }
    for (const [property, value] of Object.entries(narrowing.equal ?? {}))
      add(property, '= ?', value)
    for (const [property, values] of Object.entries(narrowing.among ?? {})) {
      add(property, '= any(?)', values)
    }
    for (const [property, at] of Object.entries(narrowing.from ?? {})) {
      add(property, '>= ?', at?.toString())
    }
    for (const [property, at] of Object.entries(narrowing.before ?? {})) {
      add(property, '< ?', at?.toString())
    }
  }
}
