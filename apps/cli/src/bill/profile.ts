/** A profile: all that `wattline bill` must know about one kind of file, as data. */

import type { PluginParams } from '../world/price-list.js'

export interface Profile {
  readonly name: string
  /**
   * Whose sessions they are. The ids are fixed, so that a second run finds what the first one made.
   */
  readonly operator: {
    readonly id: string
    readonly name: string
    readonly country: string
    readonly currency: string
    readonly timeZone: string
    readonly invoicePrefix: string
  }
  readonly columns: {
    readonly sessionId: string
    readonly energyKwh: string
    /** What was charged then, in major units: compared, never billed. */
    readonly fee: string
    readonly startedAt: string
    readonly endedAt: string
    readonly driver: string
    readonly connector: string
    readonly location: string
  }
  readonly time: {
    /** The zone whose clock the file's times were read from. */
    readonly timeZone: string
    /** Years to add: some exports lost the century. */
    readonly yearsToAdd: number
  }
  readonly connectors: {
    readonly standard: string
    readonly powerType: 'AC_1_PHASE' | 'AC_2_PHASE' | 'AC_3_PHASE' | 'DC'
    readonly maxPowerW: number
  }
  readonly priceList: {
    readonly name: string
    /** Before the first session of the file. */
    readonly startsAt: string
    /** An OCPI 2.3.0 tariff. */
    readonly tariff: Readonly<Record<string, unknown>>
    readonly plugin: { readonly id: string; readonly params: PluginParams }
  }
}
