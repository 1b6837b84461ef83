/** One plugin of a price list, at its place in the order, with the operator's parameters. */

import type { Params } from '@wattline/plugin-sdk'
import { Check, Column, Entity, PrimaryColumn } from 'typeorm'

/**
 * What becomes of a bill whose plugin failed: billed without it and flagged, or parked for a
 * person.
 */
export const onFailureChoices = ['continue', 'park'] as const
export type OnFailure = (typeof onFailureChoices)[number]

@Entity('price_list_plugin')
@Check('price_list_plugin_on_failure', `on_failure in ('continue', 'park')`)
export class PriceListPlugin {
  @PrimaryColumn('uuid', { name: 'price_list_id' }) priceListId!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @PrimaryColumn('integer') position!: number
  @Column('uuid', { name: 'plugin_version_id' }) pluginVersionId!: string
  @Column('jsonb') params!: Params
  @Column('char', { name: 'params_hash', length: 64 }) paramsHash!: string
  @Column('text', { name: 'on_failure' }) onFailure!: OnFailure
}
