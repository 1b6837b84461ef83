/** The engine under test, through its public doors. */

import {
  type Bill,
  type CompiledTariff,
  compileTariff,
  type OpenedCdr,
  openCdr,
  parseTariff,
  rateOpened,
  totalBill,
} from '@wattline/tariffs'
import { formatAmount } from '@wattline/units'

import { tariffText, timeZones } from './tariff.js'

/** One site's tariff each, compiled once as at publication. */
export function compileSites(): CompiledTariff[] {
  const { tariff, faults } = parseTariff(JSON.parse(tariffText))
  if (!tariff) throw new Error(JSON.stringify(faults))
  return timeZones.map(timeZone => compileTariff(tariff, timeZone))
}

export function openCdrText(tariff: CompiledTariff, text: string): OpenedCdr {
  const { opened, refused } = openCdr(tariff, JSON.parse(text))
  if (!opened) throw new Error(JSON.stringify(refused))
  return opened
}

/** CDR text in, invoice text out. */
export function invoiceText(tariff: CompiledTariff, cdrText: string): string {
  return showBill(totalBill(rateOpened(tariff, openCdrText(tariff, cdrText)), []))
}

function showBill({ currency, lines, taxes, warnings, ...totals }: Bill): string {
  const show = (minor: bigint): string => formatAmount({ minor, currency })
  return JSON.stringify({
    currency,
    lines: lines.map(line => ({
      position: line.position,
      component: line.component,
      quantity: line.quantity,
      unit: line.unit,
      unitPrice: line.unitPrice,
      vatPercent: line.vatPercent,
      amount: show(line.amountMinor),
    })),
    taxes: taxes.map(({ vatPercent, net, vat, gross }) => {
      return { vatPercent, net: show(net), vat: show(vat), gross: show(gross) }
    }),
    net: show(totals.netMinor),
    vat: show(totals.vatMinor),
    gross: show(totals.grossMinor),
    warnings,
  })
}
