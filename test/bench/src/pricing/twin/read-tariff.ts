/** Reads an OCPI tariff the plain way: numbers become decimals, times become seconds. */

import { type Decimal, decimal } from './arithmetic.js'

export type TwinDimension = 'FLAT' | 'ENERGY' | 'TIME' | 'PARKING_TIME'

export interface TwinComponent {
  readonly type: TwinDimension
  readonly price: Decimal
  readonly vat: Decimal
  /** Wh or seconds. */
  readonly step: Decimal
}

export interface TwinRestrictions {
  /** Seconds of the day. */
  readonly startTime?: number
  readonly endTime?: number
  /** 1 (Monday) to 7. */
  readonly days?: readonly number[]
  readonly minKwh?: Decimal
  /** Seconds. */
  readonly minDuration?: number
}

export interface TwinElement {
  readonly restrictions: TwinRestrictions
  readonly components: readonly TwinComponent[]
}

/** The fields of an OCPI Tariff that the benchmark's tariff has. */
interface Document {
  readonly elements: readonly {
    readonly restrictions?: {
      readonly start_time?: string
      readonly end_time?: string
      readonly day_of_week?: readonly string[]
      readonly min_kwh?: number
      readonly min_duration?: number
    }
    readonly price_components: readonly {
      readonly type: TwinDimension
      readonly price: number
      readonly vat: number
      readonly step_size: number
    }[]
  }[]
}

const names = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY']

export function readTwinTariff(text: string): TwinElement[] {
  const { elements } = JSON.parse(text) as Document
  return elements.map(({ restrictions = {}, price_components }) => ({
    restrictions: {
      startTime: restrictions.start_time && secondOfDay(restrictions.start_time),
      endTime: restrictions.end_time && secondOfDay(restrictions.end_time),
      days: restrictions.day_of_week?.map(name => names.indexOf(name) + 1),
      minKwh: restrictions.min_kwh === undefined ? undefined : decimal(restrictions.min_kwh),
      minDuration: restrictions.min_duration,
    } as TwinRestrictions,
    components: price_components.map(({ type, price, vat, step_size }) => ({
      type,
      price: decimal(price),
      vat: decimal(vat),
      step: decimal(step_size),
    })),
  }))
}

function secondOfDay(text: string): number {
  const [hours, minutes] = text.split(':').map(Number)
  return (hours ?? 0) * 3600 + (minutes ?? 0) * 60
}
