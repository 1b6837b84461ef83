import { mkdir, mkdtemp, readlink, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { linksMade } from './binaries.js'

test('links that install scripts would have made are made, and made once', async () => {
  const root = await mkdtemp(join(tmpdir(), 'wattline-links-'))
  try {
    await mkdir(join(root, 'native', 'lib'), { recursive: true })
    await writeFile(join(root, 'native', 'lib', 'libpq.so.5.18'), '')
    const list = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }]
    await writeFile(join(root, 'native', 'pg-symlinks.json'), JSON.stringify(list))
    expect(await linksMade(root)).toBe(true)
    expect(await readlink(join(root, 'native', 'lib', 'libpq.so.5'))).toBe('libpq.so.5.18')
    expect(await linksMade(root)).toBe(true)
  } finally {
    await rm(root, { recursive: true, force: true })
  }
})

test('a platform package without a list of links needs none', async () => {
  const root = await mkdtemp(join(tmpdir(), 'wattline-links-'))
  expect(await linksMade(root)).toBe(true)
  await rm(root, { recursive: true })
})
