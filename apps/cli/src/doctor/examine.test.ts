import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { examine, judgeDisk, judgeNode, judgePlatform } from './examine.js'
import { exitCodeOf, writeFindings } from './findings.js'
import { judgePlugins } from './plugins.js'

test.each`
  version      | verdict
  ${'18.20.4'} | ${'bad'}
  ${'20.18.3'} | ${'bad'}
  ${'20.19.0'} | ${'good'}
  ${'22.0.0'}  | ${'good'}
`('Node $version is $verdict', ({ version, verdict }) => {
  expect(judgeNode(version).verdict).toBe(verdict)
})

test.each`
  platform    | verdict   | text
  ${'linux'}  | ${'good'} | ${'linux x64'}
  ${'darwin'} | ${'note'} | ${'without the process and network layers'}
  ${'win32'}  | ${'note'} | ${'no bundled Postgres'}
`('the platform $platform is $verdict', ({ platform, verdict, text }) => {
  expect(judgePlatform(platform, 'x64')).toMatchObject({
    verdict,
    text: expect.stringContaining(text),
  })
})

test('a full disk is bad and says how much to free', () => {
  expect(judgeDisk(2 * 1024 ** 3, '/srv').verdict).toBe('good')
  expect(judgeDisk(100, '/srv')).toMatchObject({
    verdict: 'bad',
    text: expect.stringMatching(/1 GiB/),
  })
})

test('a sandbox layer that is off is a note with its reason, not a fault', () => {
  const findings = judgePlugins({
    engine: 'ses 2.3.0',
    layers: [
      { name: 'process', isActive: true, detail: 'one per operator' },
      { name: 'network', isActive: false, detail: 'no unshare' },
    ],
    thirdPartyAllowed: { isAllowed: false, reason: 'network: no unshare' },
  })
  expect(findings).toMatchObject([
    { verdict: 'good', topic: 'plugins run on', text: 'ses 2.3.0' },
    { verdict: 'good', topic: 'plugin process', text: 'one per operator' },
    { verdict: 'note', topic: 'plugin network', text: 'not active: no unshare' },
    { verdict: 'good', topic: 'plugins of ours', text: 'run, each known by its code' },
    {
      verdict: 'note',
      topic: 'plugins of others',
      text: expect.stringMatching(/^refused: network: no unshare\. Bills with one wait .* author/),
    },
  ])
})

test('a machine on which no sandbox starts runs no plugin at all, and that is a fault', () => {
  const findings = judgePlugins({
    engine: 'ses 2.3.0',
    layers: [{ name: 'process', isActive: false, detail: 'spawn EAGAIN' }],
    thirdPartyAllowed: { isAllowed: false, reason: 'process: spawn EAGAIN' },
  })
  expect(exitCodeOf(findings)).toBe(1)
  expect(findings).toContainEqual({
    verdict: 'bad',
    topic: 'plugins of ours',
    text: 'do not run: no cell starts',
  })
})

test('only a bad finding makes the doctor’s exit code 1', () => {
  const good = { verdict: 'good', topic: 'Node', text: '20' } as const
  const note = { verdict: 'note', topic: 'port', text: 'taken' } as const
  const bad = { verdict: 'bad', topic: 'disk', text: 'full' } as const
  expect(exitCodeOf([good, note])).toBe(0)
  expect(exitCodeOf([good, bad])).toBe(1)
  expect(writeFindings([good, bad])).toBe('ok    Node  20\nBAD   disk  full\n')
})

test('this very machine can be examined', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wattline-doctor-'))
  const findings = await examine(join(folder, 'not-there-yet'))
  expect(findings.map(({ topic }) => topic)).toEqual(
    expect.arrayContaining(['Node', 'platform', 'Postgres', 'disk']),
  )
  rmSync(folder, { recursive: true })
})
