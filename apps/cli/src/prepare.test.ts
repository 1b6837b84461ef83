import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

interface Prepare {
  needsInstall(root: string): boolean
}

const module = new URL('../bin/prepare.mjs', import.meta.url).href
const { needsInstall }: Prepare = await import(module)

test('packages are installed when they are missing or older than their lock file', () => {
  const root = mkdtempSync(join(tmpdir(), 'wattline-prepare-'))
  const lock = join(root, 'package-lock.json')
  const installed = join(root, 'node_modules', '.package-lock.json')
  try {
    writeFileSync(lock, '{}')
    expect(needsInstall(root)).toBe(true)
    mkdirSync(join(root, 'node_modules'))
    writeFileSync(installed, '{}')
    utimesSync(lock, 1000, 1000)
    utimesSync(installed, 2000, 2000)
    expect(needsInstall(root)).toBe(false)
    utimesSync(lock, 3000, 3000)
    expect(needsInstall(root)).toBe(true)
  } finally {
    rmSync(root, { recursive: true })
  }
})

test.each([
  ['20.18.3', 1, 'this is Node 20.18.3, and Wattline needs 20.19 or newer'],
  ['18.20.0', 1, 'this is Node 18.20.0'],
  ['20.19.0', 0, ''],
  ['24.1.0', 0, ''],
])('on Node %s the start ends with %i', (version, code, message) => {
  const script = `import(${JSON.stringify(module)}).then(each => each.checkNode('${version}'))`
  const { status, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' })
  expect(status).toBe(code)
  expect(stderr).toContain(message)
})
