/** What is asked of one operator's things by another operator, root field by root field. */

import type { Furnished } from '../../testing/furnish.js'

export interface Asked {
  /**
   * The field with its arguments and selection; `$input` and `$id` are declared where they are
   * given.
   */
  readonly field: string
  readonly id?: string
  readonly input?: object
}

/** Put so that it names what belongs to `of` wherever it can name anything. */
export type Queries = Readonly<Record<string, (of: Furnished) => Asked>>

/** Aimed at what belongs to `of`; an idempotency key is added. */
export type Mutations = Readonly<
  Record<string, (of: Furnished) => { input: object; select: string }>
>

/** A list of the operator's things, whole. */
export const list = (name: string, rest = '') =>
  `${name}(first: 100${rest}) { edges { node { id } } }`

export const later = '2026-03-02T10:00:00Z'
