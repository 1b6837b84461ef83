/** Relay connections: pages of a list that can be walked both ways while it grows. */

import { type ClassType, Field, ObjectType } from 'type-graphql'

import { CursorScalar } from './cursor.js'

@ObjectType('PageInfo', {
  description: 'Where a page stands in its list.',
  simpleResolvers: true,
})
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether items follow this page.' })
  readonly hasNextPage!: boolean

  @Field(() => Boolean, { description: 'Whether items come before this page.' })
  readonly hasPreviousPage!: boolean

  @Field(() => CursorScalar, { nullable: true, description: 'The place of the first item.' })
  readonly startCursor!: string | null

  @Field(() => CursorScalar, { nullable: true, description: 'The place of the last item.' })
  readonly endCursor!: string | null
}

export interface Edge<T> {
  readonly cursor: string
  readonly node: T
}

export interface Page<T> {
  readonly edges: readonly Edge<T>[]
  readonly pageInfo: PageInfo
}

/** Makes `<name>Connection` and `<name>Edge`. */
export function connectionOf(name: string, node: () => ClassType): ClassType<Page<object>> {
  @ObjectType(`${name}Edge`, { description: 'One item of a page.', simpleResolvers: true })
  class EdgeOf {
    @Field(() => CursorScalar, { description: 'The place of this item in the list.' })
    readonly cursor!: string

    @Field(() => node(), { description: 'The item.' })
    readonly node!: object
  }

  @ObjectType(`${name}Connection`, {
    description: 'A page of a list, newest first.',
    simpleResolvers: true,
  })
  class ConnectionOf {
    // The page's size was counted with the list itself (engine/cost.ts).
    @Field(() => [EdgeOf], { description: 'The items of the page.', complexity: 0 })
    readonly edges!: readonly Edge<object>[]

    @Field(() => PageInfo, { description: 'Where the page stands.', complexity: 0 })
    readonly pageInfo!: PageInfo
  }
  return ConnectionOf
}
