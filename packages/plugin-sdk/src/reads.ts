/**
 * What a plugin may ask to be told beside the session: a closed list of facts, and the operator's
 * price series. Each is declared in the manifest, resolved once, and frozen into the bill.
 */

/** A value a plugin is told under a name of its own. */
export type Fact = number | string | boolean | null

/** A whole number, or the name of the parameter that holds it. */
export type ParamFigure = number | { readonly param: string }

/** A text, or the name of the parameter that holds it. */
export type ParamText = string | { readonly param: string }

/** One fact, and what it is counted over. */
export type Read =
  /** The tier of the driver's membership when the session started; null without one. */
  | { readonly fact: 'membership.tier' }
  /** How many sessions of this driver ended in so many days before this one started. */
  | { readonly fact: 'driver.sessions'; readonly days: ParamFigure }
  /** What they charged in those days, as far as it is billed, in Wh. */
  | { readonly fact: 'driver.energyWh'; readonly days: ParamFigure }
  /**
   * How many Wh of this session fall under the driver's allowance of the calendar month at the
   * site; kept apart for this bill, so that two bills never give the same Wh away.
   */
  | { readonly fact: 'allowance.energyWh'; readonly perMonthWh: ParamFigure }
  /**
   * The coupon that this session was given: its code, and the campaign it belongs to. One with a
   * budget is told only to plugins that read `coupon.maxAmount` too; the others see none.
   */
  | { readonly fact: 'coupon.code' }
  | { readonly fact: 'coupon.campaign' }
  /**
   * The most this session may take of the coupon's budget, as an amount on the side the tariff
   * states: for all plugins together, and one that takes more has failed. Null where the coupon has
   * no budget, or there is none.
   */
  | { readonly fact: 'coupon.maxAmount' }
  /** Who owes the bill: DRIVER, FLEET or ROAMING. An app pays in its driver's stead: DRIVER. */
  | { readonly fact: 'payer.kind' }
  /** The id of the partner that owes the bill; null where the driver does. */
  | { readonly fact: 'payer.partner' }
  /** OCPI's type of the token that started the session: RFID, APP_USER, AD_HOC_USER or OTHER. */
  | { readonly fact: 'token.type' }

export type FactName = Read['fact']

/** What each fact is when it is told. */
interface FactTypes {
  readonly 'membership.tier': string | null
  readonly 'driver.sessions': number
  readonly 'driver.energyWh': number
  readonly 'allowance.energyWh': number
  readonly 'coupon.code': string | null
  readonly 'coupon.campaign': string | null
  readonly 'coupon.maxAmount': number | null
  readonly 'payer.kind': 'DRIVER' | 'FLEET' | 'ROAMING'
  readonly 'payer.partner': string | null
  readonly 'token.type': 'RFID' | 'APP_USER' | 'AD_HOC_USER' | 'OTHER' | null
}

/** A price series of the operator, by its name: amounts per kWh, each from an instant on. */
export interface SeriesRead {
  readonly name: ParamText
}

/** By the name under which the plugin is told each. */
export type Reads = Readonly<Record<string, Read>>
export type SeriesReads = Readonly<Record<string, SeriesRead>>

/** The facts that a manifest's reads give. */
export type FactsOf<R extends Reads> = string extends keyof R
  ? Readonly<Record<string, Fact>>
  : { readonly [Name in keyof R]: FactTypes[R[Name]['fact']] }

/** What holds of each series in one period; null where the operator's series says nothing. */
export type SeriesOf<S extends SeriesReads> = string extends keyof S
  ? Readonly<Record<string, number | null>>
  : { readonly [Name in keyof S]: number | null }

/** Which options each fact takes, all of them needed. */
export const factOptions: Readonly<Record<FactName, readonly string[]>> = {
  'membership.tier': [],
  'driver.sessions': ['days'],
  'driver.energyWh': ['days'],
  'allowance.energyWh': ['perMonthWh'],
  'coupon.code': [],
  'coupon.campaign': [],
  'coupon.maxAmount': [],
  'payer.kind': [],
  'payer.partner': [],
  'token.type': [],
}

/**
 * Marked as pure, so that a plugin that never asks for them does not make them for each session.
 */
export const factNames = /* @__PURE__ */ Object.keys(factOptions) as readonly FactName[]
