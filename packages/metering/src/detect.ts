/**
 * Finds what cannot be right about a session's energy, before money moves. Pure: the same facts,
 * the same findings.
 */

import type { Instant } from '@wattline/units'

import type { SessionEnergy } from './energy.js'

export interface SessionToJudge {
  readonly startedAt: Instant
  readonly endedAt: Instant
  readonly maxPowerW: number
  /** The vehicle never came: that there is no energy is as it should be. */
  readonly reservationExpired?: boolean
  readonly energy: SessionEnergy
}

export interface Finding {
  readonly code:
    | 'power-above-connector'
    | 'zero-energy'
    | 'no-readings'
    | 'very-long'
    | 'zero-duration'
  /** Whether a live bill waits for a person. On history every finding is only reported. */
  readonly holds: boolean
  readonly detail: Readonly<Record<string, string | number>>
}

/**
 * Meters and clocks are not exact: a tenth above the connector's power, and a quarter kWh, are let
 * pass.
 */
const powerTolerance = 1.1
const energyToleranceWh = 250
const veryLongSeconds = 7 * 86_400

/** All findings, in a fixed order. */
export function detect(session: SessionToJudge): Finding[] {
  const seconds = Math.floor(
    (session.endedAt.epochMilliseconds - session.startedAt.epochMilliseconds) / 1000,
  )
  const energyWh = Number(session.energy.totalWh)
  const possibleWh =
    Math.round((session.maxPowerW * powerTolerance * seconds) / 3600) + energyToleranceWh
  const findings: Finding[] = []
  if (energyWh === 0 && !session.reservationExpired) {
    const code = session.energy.source === 'none' ? 'no-readings' : 'zero-energy'
    findings.push({ code, holds: false, detail: { seconds } })
  }
  if (energyWh > possibleWh) {
    findings.push({
      code: 'power-above-connector',
      holds: true,
      detail: { energyWh, possibleWh, maxPowerW: session.maxPowerW, seconds },
    })
  }
  if (seconds === 0 && energyWh > 0) {
    findings.push({ code: 'zero-duration', holds: true, detail: { energyWh } })
  }
  if (seconds > veryLongSeconds) {
    findings.push({ code: 'very-long', holds: false, detail: { seconds } })
  }
  return findings
}
