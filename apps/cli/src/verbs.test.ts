import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const command = fileURLToPath(new URL('../bin/wattline.mjs', import.meta.url))

function wattline(...args: string[]) {
  return spawnSync(process.execPath, [command, ...args], { encoding: 'utf8' })
}

const { verbs }: typeof import('./verbs.js') = await import('../dist/verbs.js' as string)
const names = verbs().map(({ name }) => name)

test('the built command lists only what it has', () => {
  const { stdout } = wattline('help')
  expect(names).toEqual(expect.arrayContaining(['start', 'bill', 'doctor']))
  for (const { name, summary } of verbs()) {
    expect(stdout).toMatch(new RegExp(`^ +${name} +${summary}$`, 'm'))
  }
})

test.each(names)('%s shows its usage when asked, and doubts a flag it does not know', name => {
  const asked = wattline(name, '--help')
  expect(asked).toMatchObject({ status: 0, stderr: '' })
  expect(asked.stdout).toMatch(new RegExp(`^wattline ${name}\\b`))

  const misused = wattline(name, '--no-such-flag')
  expect(misused).toMatchObject({ status: 2, stdout: '' })
  expect(misused.stderr).toMatch(new RegExp(`^wattline ${name}: .*no-such-flag`))
  expect(misused.stderr).toContain(asked.stdout.trim())
})
