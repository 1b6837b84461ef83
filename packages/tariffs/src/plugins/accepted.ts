/**
 * A plugin's line once the core has checked it: what goes on the bill, and what the next plugin
 * sees.
 */

import type { Manifest, Params, PluginLine } from '@wattline/plugin-sdk'

import type { Told } from './told.js'

/** Which code proposed a line: without name and hash no price changes. */
export interface PluginName {
  readonly id: string
  readonly version: string
  /** sha256 of bundle and manifest. */
  readonly hash: string
  readonly paramsHash: string
}

/** The part of an accepted line that takes one VAT rate. */
export interface VatShare {
  readonly vatPercent: string | null
  /** Minor units × 10 000. */
  readonly amount: number
}

/** Plain data: it is stored with the bill and read back to rate again. */
export interface AcceptedLine extends PluginLine {
  readonly plugin: PluginName
  /** How the amount falls on VAT rates; the parts sum to the whole. */
  readonly vatShares: readonly VatShare[]
}

/** What one plugin answered, with all that is needed to judge it. */
export interface Proposal {
  readonly plugin: PluginName & { readonly manifest: Manifest; readonly params: Params }
  readonly lines: readonly PluginLine[]
  /** What the plugin was told; needed when a bound refers to a fact. */
  readonly told?: Told
}

/** All of a proposal, or none of it. */
export type Adjustment =
  | { readonly accepted: readonly AcceptedLine[]; readonly refused?: undefined }
  | { readonly accepted?: undefined; readonly refused: readonly string[] }
