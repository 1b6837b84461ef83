/** Finds an operator of ours, or sets it up, with the staff key under which the command acts. */

import {
  type Authority,
  addOperator,
  type Core,
  issueKey,
  type NewOperator,
  type Role,
} from '@wattline/billing'
import { inScope, type Scope } from '@wattline/database'

/** An operator with an id fixed beforehand, so that a second run finds the first one's. */
export type KnownOperator = NewOperator & { readonly id: string }

/** It bills the past by plugins of ours, so nobody else is asked to approve them. */
export async function keepOperator(core: Core, operator: KnownOperator): Promise<void> {
  const known = await findIds(core, operator.id, { sql: 'select id from operator' })
  if (known.length === 0) await addOperator(core, { ...operator, secondPerson: 'waived' })
}

/** From now on what never billed before waits for another key than its maker's. */
export async function requireSecondPerson(core: Core, operatorId: string): Promise<void> {
  await inScope(core.db, [operatorId], tx =>
    tx.query(`update operator set second_person = 'required' where second_person <> 'required'`),
  )
}

export interface KnownKey {
  readonly operatorId: string
  readonly name: string
  readonly role: Role
  readonly partnerId?: string | null
  readonly secret: string
}

/** Issues the key once, under its name. Returns its id. */
export async function keepKey(core: Core, key: KnownKey): Promise<string> {
  const [known] = await findIds(core, key.operatorId, {
    sql: 'select id from api_key where name = $1',
    parameters: [key.name],
  })
  return known?.id ?? (await issueKey(core, key)).keyId
}

/** What the operator's staff key may do. */
export function staffAuthority(operatorId: string, keyId: string): Authority {
  const scope: Scope = [operatorId]
  return { keyId, role: 'operator', holderId: operatorId, partnerId: null, operatorId, scope }
}

export interface IdQuery {
  readonly sql: string
  readonly parameters?: readonly unknown[]
}

/** Ids a query finds in an operator's scope, each with the name it is known by. */
export async function findIds(
  core: Core,
  operatorId: string,
  { sql, parameters = [] }: IdQuery,
): Promise<{ id: string; name: string }[]> {
  return inScope(core.db, [operatorId], tx => tx.query(sql, [...parameters]))
}
