import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { explainFailure, tailOf } from './explain.js'

test.each`
  output                                                                    | cause
  ${'FATAL: could not write to file "pg_wal/x": No space left on device'}   | ${'There is no disk space left under /srv/pg: free some'}
  ${'LOG: could not bind IPv4 address "127.0.0.1": Address already in use'} | ${'Its port is taken by another program'}
  ${"postgres: /lib/libc.so.6: version `GLIBC_2.28' not found"}             | ${'needs glibc'}
  ${'error while loading shared libraries: libicuuc.so.60: cannot open'}    | ${'install again with `npm ci`'}
`('the cause is named: $cause', ({ output, cause }) => {
  const message = explainFailure({ what: 'It failed.', home: '/srv/pg', output })
  expect(message).toContain(cause)
  expect(message).toContain(`  ${output}`)
})

test('an unknown cause is not guessed, and silence is called silence', () => {
  const failure = { what: 'It failed.', home: '/srv/pg' }
  expect(explainFailure({ ...failure, output: 'odd' })).toBe('It failed.\nIt wrote last:\n  odd')
  expect(explainFailure({ ...failure, output: '' })).toBe('It failed.\nIt wrote nothing.')
})

test('the tail of a log starts with a whole line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wattline-log-'))
  const file = join(folder, 'server.log')
  expect(tailOf(file)).toBe('')
  const lines = Array.from({ length: 400 }, (_, index) => `line number ${index} of the log`)
  writeFileSync(file, `${lines.join('\n')}\n`)
  const tail = tailOf(file).split('\n')
  expect(tail.at(-1)).toBe(lines.at(-1))
  expect(lines).toContain(tail[0])
  expect(tail.length).toBeLessThan(200)
  rmSync(folder, { recursive: true })
})
