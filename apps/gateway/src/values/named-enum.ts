/** Makes GraphQL enums of the core's string unions: `for-person` is shown as `FOR_PERSON`. */

import { registerEnumType } from 'type-graphql'

type Upper<T extends string> = T extends `${infer A}-${infer B}`
  ? `${Uppercase<A>}_${Upper<B>}`
  : Uppercase<T>

/** The object type-graphql takes for an enum, one key per member. */
export type EnumObject<T extends string> = { readonly [K in T as Upper<K>]: K }

/** Registers the union under a name; a member without a description does not compile. */
export function namedEnum<T extends string>(
  name: string,
  description: string,
  members: Readonly<Record<T, string>>,
): EnumObject<T> {
  const keys = Object.keys(members) as T[]
  const values = Object.fromEntries(keys.map(key => [shownAs(key), key])) as EnumObject<T>
  const valuesConfig = Object.fromEntries(
    keys.map(key => [shownAs(key), { description: members[key] }]),
  )
  registerEnumType(values as Record<string, string>, { name, description, valuesConfig })
  return values
}

function shownAs(member: string): string {
  return member.toUpperCase().replaceAll('-', '_')
}
