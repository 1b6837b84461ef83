import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const command = fileURLToPath(new URL('../bin/wattline.mjs', import.meta.url))

test('the built command lists only what it has, and each listed verb can be loaded', async () => {
  const help = execFileSync(process.execPath, [command, 'help'], { encoding: 'utf8' })
  expect(help).toMatch(/^ {2}start /m)
  expect(help).toMatch(/^ {2}doctor /m)
  const built: typeof import('./verbs.js') = await import('../dist/verbs.js' as string)
  for (const verb of built.verbs()) {
    expect(help).toContain(verb.summary)
    expect(typeof (await verb.load()).main).toBe('function')
  }
})
