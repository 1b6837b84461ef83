/**
 * Makes a plugin out of its manifest and its price function, with parameters and line codes typed
 * from the manifest.
 */

import type {
  Cut,
  Emit,
  Manifest,
  Plugin,
  PluginAnswer,
  PluginInput,
  PluginLine,
} from './contract.js'
import { contractVersion } from './contract.js'
import type { Reads, SeriesReads } from './reads.js'

/** The part of JSON Schema (draft 2020-12) from which the types of parameters are read. */
export type ParamsSchema = Readonly<{
  type: 'object'
  properties: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  required?: readonly string[]
  additionalProperties: false
  [keyword: string]: unknown
}>

/** The TypeScript type of a value that is valid under one property's schema. */
export type ValueOf<Schema> = Schema extends { readonly enum: readonly (infer Choice)[] }
  ? Choice
  : Schema extends { readonly type: 'integer' | 'number' }
    ? number
    : Schema extends { readonly type: 'string' }
      ? string
      : Schema extends { readonly type: 'boolean' }
        ? boolean
        : Schema extends { readonly type: 'array'; readonly items: infer Item }
          ? readonly ValueOf<Item>[]
          : Schema extends { readonly type: 'object'; readonly properties: object }
            ? FieldsOf<Schema>
            : unknown

type RequiredName<Schema> = Schema extends { readonly required: readonly (infer Name)[] }
  ? Name
  : never

/** The fields of an object; what its schema does not require may be absent. */
type FieldsOf<Schema extends { readonly properties: object }> = {
  readonly [Name in keyof Schema['properties'] as Name extends RequiredName<Schema>
    ? Name
    : never]: ValueOf<Schema['properties'][Name]>
} & {
  readonly [Name in keyof Schema['properties'] as Name extends RequiredName<Schema>
    ? never
    : Name]?: ValueOf<Schema['properties'][Name]>
}

/** The parameters an operator may set, as the schema allows them. */
export type ParamsOf<Schema extends ParamsSchema> = FieldsOf<Schema>

/** A line with the code, kind and component of one emit. */
export type LineOf<E extends Emit> = E extends Emit
  ? Omit<PluginLine, 'code' | 'kind' | 'on'> & {
      readonly code: E['code']
      readonly kind: E['kind']
      readonly on: E['on']
    }
  : never

/**
 * What an author writes: the manifest without its contract version, and the price function. What a
 * plugin neither reads nor cuts may be left out.
 */
export interface Definition<
  Code extends string,
  Emits extends readonly (Emit & { readonly code: Code })[],
  Schema extends ParamsSchema,
  R extends Reads,
  S extends SeriesReads,
> extends Omit<Manifest, 'contract' | 'emits' | 'params' | 'reads' | 'series' | 'cuts'> {
  readonly reads?: R
  readonly series?: S
  readonly cuts?: readonly Cut[]
  readonly emits: Emits
  readonly params: Schema
  /** Pure and synchronous: the same input and parameters always give the same lines. */
  readonly price: (
    input: PluginInput<R, S>,
    params: ParamsOf<Schema>,
  ) => { readonly lines: readonly (LineOf<Emits[number]> & { readonly code: NoInfer<Code> })[] }
}

/**
 * The types of facts and series hold only for the author: the platform hands over what was read.
 */
type Price<P> = (input: PluginInput, params: P) => PluginAnswer

/**
 * A line whose code, kind or component the manifest does not emit does not compile, nor does a fact
 * that it does not read. Nothing is checked here at run time, because a plugin is made afresh for
 * each session; `checkPlugin` and the publish do that.
 *
 * Functions and filled literals outside them that the module never writes to are frozen and shared
 * between sessions: one that is written to behind its name throws, in every check and on every
 * bill.
 */
export function definePlugin<
  const Code extends string,
  const Emits extends readonly (Emit & { readonly code: Code })[],
  const Schema extends ParamsSchema,
  const R extends Reads = Record<never, never>,
  const S extends SeriesReads = Record<never, never>,
>(definition: Definition<Code, Emits, Schema, R, S>): Plugin<ParamsOf<Schema>> {
  const { id, version, author, description, phase, emits, params } = definition
  const { price, reads = {}, series = {}, cuts = [] } = definition
  const contract = contractVersion
  // Field by field: a rest or a spread costs each session more than its price does.
  const manifest = {
    id,
    version,
    contract,
    author,
    description,
    phase,
    reads,
    series,
    emits,
    cuts,
    params,
  }
  return { manifest, price: price as unknown as Price<ParamsOf<Schema>> }
}
