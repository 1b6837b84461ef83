import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { sharedFolder, testWith } from '@wattline/test-support'

import { type FileRow, readSessions } from './read-file.js'
import { workplace } from './workplace.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wattline-csv-'))
})
afterEach(() => rm(folder, { recursive: true }))

const header = 'sessionId,kwhTotal,dollars,created,ended,userId,stationId,locationId'
const row = (id: string) =>
  `${id},7.78,0,0014-11-18 15:40:26,0014-11-18 17:11:04,35897499,582873,461655`

async function read(text: string): Promise<string[]> {
  const path = join(folder, 'sessions.csv')
  await writeFile(path, text)
  return show(readSessions(path, workplace))
}

async function show(rows: AsyncIterable<FileRow>): Promise<string[]> {
  const lines: string[] = []
  for await (const each of rows) {
    const what = 'faults' in each ? each.faults.join('; ') : each.session.sessionId
    lines.push(`${each.line}: ${what}`)
  }
  return lines
}

test('rows come with their lines; a byte order mark, blank lines and CRLF do no harm', async () => {
  const text = `\ufeff${header}\r\n${row('a')}\r\n\r\n${row('b')}\r\n`
  expect(await read(text)).toEqual(['2: a', '4: b'])
})

test('a broken row is told with its line and costs no other', async () => {
  const text = [header, row('a'), 'only,three,fields', row('b').replace('7.78', 'x'), row('c')]
  const lines = await read(text.join('\n'))
  expect(lines).toHaveLength(4)
  expect(lines.filter(line => /: [abc]$/.test(line))).toEqual(['2: a', '5: c'])
  expect(lines).toContainEqual(expect.stringMatching(/^3: .*(columns|Column)/i))
  expect(lines).toContain('4: kwhTotal is no energy in kWh: "x"')
})

test('rows whose line ends differ from the header’s swallow nobody', async () => {
  const text = `${header}\r\n${row('a')}\r\nonly,two\n${row('b')}\n${row('c')}\r\n`
  const lines = await read(text)
  expect(lines.filter(line => /: [abc]$/.test(line))).toEqual(['2: a', '4: b', '5: c'])
  expect(lines).toContainEqual(expect.stringMatching(/^3: /))
})

test('a session id that comes twice is a fault of the second row', async () => {
  expect(await read([header, row('a'), row('a')].join('\n'))).toEqual([
    '2: a',
    '3: sessionId a stands on line 2 too',
  ])
})

test('a file without the columns of the profile is refused as a whole', async () => {
  await expect(read('sessionId,price\n1,2\n')).rejects.toThrow(
    'The file has no column kwhTotal, dollars, created, ended, userId, stationId, locationId',
  )
})

test('a file that is not there is named by the system', async () => {
  await expect(show(readSessions(join(folder, 'none.csv'), workplace))).rejects.toThrow('ENOENT')
})

const shared = sharedFolder()
testWith(shared, '../shared')('the workplace data have 3,395 rows and none is broken', async () => {
  const path = join(String(shared), 'sessions/workplace-dataverse.csv')
  const lines = await show(readSessions(path, workplace))
  expect(lines).toHaveLength(3395)
  expect(lines.filter(line => !/^\d+: \d+$/.test(line))).toEqual([])
})
