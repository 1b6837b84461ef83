/** Golden sessions of the workplace-time plugin, and the fees that a real workplace charged. */

import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { checkPlugin, mulDivHalfUp, sampleInput } from '@wattline/plugin-sdk'

import goldens from './goldens.js'
import plugin from './plugin.js'

const workplace = {
  freeMinutes: 240,
  ratePerHour: 1_000_000,
  blockMinutes: 5,
  minimum: 500_000,
}
const parked = (durationSeconds: number) => sampleInput([{ durationSeconds }])
const amountOf = (durationSeconds: number, params = workplace) =>
  plugin.price(parked(durationSeconds), params).lines[0]?.amount ?? 0

const fourHours = 4 * 3600

test.each`
  what                                      | overSeconds | amount
  ${'the last free second'}                 | ${0}        | ${0}
  ${'the first second over: the minimum'}   | ${1}        | ${500_000}
  ${'half an hour: as much as the minimum'} | ${1800}     | ${500_000}
  ${'a block is not billed before its end'} | ${2099}     | ${500_000}
  ${'a block is billed at its end'}         | ${2100}     | ${583_333}
  ${'two hours'}                            | ${7200}     | ${2_000_000}
  ${'a whole day beyond the free hours'}    | ${86_400}   | ${24_000_000}
`('$what', ({ overSeconds, amount }) => {
  expect(amountOf(fourHours + overSeconds)).toBe(amount)
})

test('without a rate or a minimum there is nothing to bill', () => {
  expect(amountOf(99_999, { ...workplace, ratePerHour: 0, minimum: 0 })).toBe(0)
})

test('a publish would find nothing: manifest, goldens, bounds, repeats and order', () => {
  expect(checkPlugin(plugin, goldens)).toEqual([])
})

/**
 * Workplace charging data, Asensio lab, Harvard Dataverse doi:10.7910/DVN/QF1PMO: 3,395 sessions
 * with the fee really charged.
 */
const shared =
  process.env.WATTLINE_SHARED ?? fileURLToPath(new URL('../../../../shared', import.meta.url))
const file = `${shared}/sessions/workplace-dataverse.csv`
const isThere = existsSync(file)
const forbidSkips = process.env.WATTLINE_FORBID_SKIPS === '1'
const againstFile = isThere || forbidSkips ? test : test.skip

/** Seconds of a local 'YYYY-MM-DD HH:MM:SS'; the file writes 2014 and 2015 as 0014 and 0015. */
function secondsOf(written: string): number {
  const [year = 0, month = 0, day = 0, ...clock] = written.split(/[- :]/).map(Number)
  const [hour = 0, minute = 0, second = 0] = clock
  return Date.UTC(2000 + year, month - 1, day, hour, minute, second) / 1000
}

const title = isThere || forbidSkips ? '' : 'skipped: no ../shared: '
againstFile(`${title}the plugin finds the fee that was charged in 3,333 of 3,395 sessions`, () => {
  const [head = '', ...rows] = readFileSync(file, 'utf8').trim().split(/\r?\n/)
  const columns = head.split(',')
  const agreed = rows.filter(row => {
    const cells = row.split(',')
    const cell = (name: string) => cells[columns.indexOf(name)] ?? ''
    const durationSeconds = secondsOf(cell('ended')) - secondsOf(cell('created'))
    const chargedCents = Math.round(Number(cell('dollars')) * 100)
    return mulDivHalfUp(amountOf(durationSeconds), 1, 10_000) === chargedCents
  })
  expect({ sessions: rows.length, agreed: agreed.length }).toEqual({
    sessions: 3395,
    agreed: 3333,
  })
})
