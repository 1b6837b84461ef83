/** What the sessions of a disputed invoice show: energy, readings, stop reason, overlaps. */

import type { Finding, SessionEvidence } from '../evidence.js'

/**
 * OCPP 1.6 and 2.0.1 stop reasons that say the charger or the grid failed, not the driver or the
 * vehicle.
 */
const faultReasons = new Set([
  'GroundFault',
  'HardReset',
  'ImmediateReset',
  'OvercurrentFault',
  'PowerLoss',
  'PowerQuality',
  'Reboot',
  'SoftReset',
])

/**
 * A quarter of an hour, the interval of grid metering: a longer silence hides more than one such
 * interval.
 */
const noticeableGapSeconds = 900

export function findInSessions(sessions: readonly SessionEvidence[]): Finding[] {
  return [
    ...energyFindings(sessions.filter(({ reservationExpired }) => !reservationExpired)),
    ...sessions.flatMap(session => [
      ...(session.reservationExpired ? [expiredFinding(session)] : readingFindings(session)),
      ...stopFindings(session),
      ...overlapFindings(session),
      ...session.irregularities.map(
        (code): Finding => ({
          code: 'implausible',
          confidence: 'likely',
          words: `Session ${session.sessionId} was found irregular before it was billed: ${code}.`,
        }),
      ),
    ]),
  ]
}

function energyFindings(sessions: readonly SessionEvidence[]): Finding[] {
  if (sessions.length === 0 || sessions.some(session => session.energyWh === null)) return []
  const energyWh = sessions.reduce((total, session) => total + BigInt(session.energyWh ?? 0), 0n)
  if (energyWh > 0n) {
    return [
      {
        code: 'energy-delivered',
        confidence: 'certain',
        words: `The meter shows ${energyWh} Wh delivered.`,
      },
    ]
  }
  // An imported total says what another system wrote down; registers say what the meter counted.
  const metered = sessions.every(session => session.source === 'live')
  return [
    {
      code: 'energy-zero',
      confidence: metered ? 'certain' : 'likely',
      words: 'No energy was delivered.',
    },
  ]
}

/** No energy is what such a session is about: it proves no failure of the charger. */
function expiredFinding({ sessionId, endedAt }: SessionEvidence): Finding {
  return {
    code: 'reservation-expired',
    confidence: 'certain',
    words: `The reservation of session ${sessionId} ran out at ${endedAt} without a vehicle.`,
  }
}

function readingFindings({ readings, sessionId, source }: SessionEvidence): Finding[] {
  const findings: Finding[] = []
  if (readings.count < 2 && source === 'live') {
    findings.push({
      code: 'readings-missing',
      confidence: 'certain',
      words: `Session ${sessionId} has ${readings.count} meter readings; a quantity needs two.`,
    })
  }
  if (readings.largestGapSeconds > noticeableGapSeconds) {
    findings.push({
      code: 'readings-gap',
      confidence: 'possible',
      words: `For ${readings.largestGapSeconds} seconds no meter reading arrived.`,
    })
  }
  if (BigInt(readings.energyAfterParkedWh) > 0n) {
    findings.push({
      code: 'energy-while-parked',
      confidence: 'likely',
      words: `${readings.energyAfterParkedWh} Wh were metered after the vehicle was reported as parked.`,
    })
  }
  return findings
}

function stopFindings({ stopReason }: SessionEvidence): Finding[] {
  if (stopReason === null) return []
  const words = `The charger ended the session with ${stopReason}.`
  if (faultReasons.has(stopReason)) {
    return [{ code: 'stopped-by-fault', confidence: 'certain', words }]
  }
  // Anyone may press the button, for a fault or without one.
  return stopReason === 'EmergencyStop'
    ? [{ code: 'stopped-by-fault', confidence: 'possible', words }]
    : []
}

function overlapFindings({ overlapping }: SessionEvidence): Finding[] {
  return overlapping.map(other => {
    const twin = other.sameDriver && other.sameEnergy
    return {
      code: twin ? 'twin-session' : 'overlapping-session',
      confidence: 'certain',
      words: twin
        ? `Session ${other.sessionId} has the same driver, connector, time and energy.`
        : `Session ${other.sessionId} ran on the same connector at the same time.`,
    }
  })
}
