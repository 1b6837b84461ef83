/**
 * Gives a cell a first job of its own before it says that it is ready, so that its code is compiled
 * by the time that an operator claims it.
 */

// Imported, because a cell takes the global away.
import { Buffer } from 'node:buffer'

import type { PluginInput } from '@wattline/plugin-sdk'

import { pack } from '../wire/pack.js'
import { type LoadRequest, writeRun } from '../wire/requests.js'

/** No hash of a bundle is called so. */
const key = 'warm-up'

const source = `(Object => () => ({
  manifest: {},
  price: ({ periods: [{ base }] }, { bp }) => ({
    lines: [{ code: 'A', kind: 'DISCOUNT', on: 'ENERGY', periods: [0], amount: -base.ENERGY,
      labelKey: 'a', labelArgs: [bp] }],
  }),
}))(Object)`

const input: PluginInput = {
  session: {
    durationSeconds: 3600,
    chargingSeconds: 3600,
    parkedSeconds: 0,
    energyWh: 1000,
    currency: 'EUR',
    minorPerUnit: 100,
  },
  periods: [
    {
      startSecond: 0,
      durationSeconds: 3600,
      energyWh: 1000,
      activity: 'CHARGING',
      minuteOfDay: 0,
      weekday: 1,
      date: 20250602,
      base: { ENERGY: 1, TIME: 0, PARKING_TIME: 0, FLAT: 0, RESERVATION_TIME: 0 },
      series: { spot: 1 },
    },
  ],
  earlierLines: [{ plugin: 'a', code: 'A', on: 'SESSION', amount: 1 }],
  facts: { tier: 'a' },
}

/** What a cell does for its host, by the same payloads. */
export interface Work {
  load(payload: Buffer): string
  run(payload: Buffer): Uint8Array
  forget(key: string): void
}

/** @throws Error when the first job does not come out as it must */
export function warmUp({ load, run, forget }: Work): void {
  const request: LoadRequest = { key, source }
  load(Buffer.from(JSON.stringify(request)))
  const written = writeRun({ key, params: { bp: 1 }, sessions: 1 }, pack([input]))
  const payload = Buffer.allocUnsafeSlow(written.length)
  payload.set(written)
  const replies = Buffer.from(run(payload)).toString()
  forget(key)
  if (replies !== '[[["A","DISCOUNT","ENERGY","a",-1,[0],[1]]]]')
    throw new Error(`a cell priced its first job wrong: ${replies}`)
}
