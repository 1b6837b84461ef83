/** The arguments of every list, and their check. */

import { type InputFault, refuseInput } from '@wattline/billing'
import { ArgsType, Field, Int } from 'type-graphql'

import { CursorScalar } from './cursor.js'
import { pageSizeAtMost, usualPageSize } from './page-size.js'

@ArgsType()
export class PageArguments {
  @Field(() => Int, {
    nullable: true,
    description: `How many items from the beginning, or after \`after\`: at most ${pageSizeAtMost}, ${usualPageSize} when neither \`first\` nor \`last\` is given.`,
  })
  readonly first?: number | null

  @Field(() => CursorScalar, { nullable: true, description: 'Begin after this place.' })
  readonly after?: string | null

  @Field(() => Int, {
    nullable: true,
    description: `How many items from the end, or before \`before\`: at most ${pageSizeAtMost}.`,
  })
  readonly last?: number | null

  @Field(() => CursorScalar, { nullable: true, description: 'End before this place.' })
  readonly before?: string | null
}

/** A page to read: so many rows from one end, beyond a row. */
export interface PageAsk {
  readonly size: number
  /** From the end of the list towards its beginning. */
  readonly isBackward: boolean
  readonly beyondId: string | undefined
}

/** @throws Refusal `input-invalid` naming each argument that does not fit */
export function readPageArguments({ first, after, last, before }: PageArguments): PageAsk {
  const isBackward = last !== undefined && last !== null
  const faults: InputFault[] = []
  if (isBackward && first !== undefined && first !== null) {
    faults.push({ path: 'last', message: 'Give first or last, not both' })
  }
  const [name, size] = isBackward ? (['last', last] as const) : (['first', first] as const)
  if (typeof size === 'number' && (size < 1 || size > pageSizeAtMost)) {
    faults.push({ path: name, message: `From 1 to ${pageSizeAtMost}` })
  }
  if (isBackward ? after : before) {
    const message = isBackward ? 'Goes with first' : 'Goes with last'
    faults.push({ path: isBackward ? 'after' : 'before', message })
  }
  if (faults.length > 0) refuseInput(faults)
  return {
    size: size ?? usualPageSize,
    isBackward,
    beyondId: (isBackward ? before : after) ?? undefined,
  }
}
