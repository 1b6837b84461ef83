import { helpText, main } from './main.js'
import type { Verb } from './verbs.js'

function verbOf(name: string, main: (args: readonly string[]) => Promise<number>): Verb {
  return { name, summary: `does ${name}`, load: async () => ({ main }) }
}

function silence(stream: 'stdout' | 'stderr') {
  return import.meta.jest.spyOn(process[stream], 'write').mockImplementation(() => true)
}

afterEach(() => import.meta.jest.restoreAllMocks())

test('a verb gets the rest of the line and gives the exit code', async () => {
  const lines: (readonly string[])[] = []
  const sing = verbOf('sing', async args => {
    lines.push(args)
    return 5
  })
  expect(await main(['sing', 'high', '--loud'], [sing])).toBe(5)
  expect(lines).toEqual([['high', '--loud']])
})

test('help lists every verb with what it does', async () => {
  const written = silence('stdout')
  const known = [verbOf('sing', async () => 0)]
  for (const args of [[], ['help'], ['--help'], ['-h']]) expect(await main(args, known)).toBe(0)
  expect(written).toHaveBeenCalledTimes(4)
  expect(helpText(known)).toMatch(/sing +does sing\n +help +show this/)
})

test.each([
  ['sing', '--help'],
  ['sing', 'high', '-h'],
  ['help', 'sing'],
])('%s %s %s asks the verb itself for its usage', async (...line) => {
  const lines: (readonly string[])[] = []
  const sing = verbOf('sing', async args => {
    lines.push(args)
    return 0
  })
  expect(await main(line.filter(Boolean), [sing])).toBe(0)
  expect(lines).toEqual([['--help']])
})

test('an unknown verb is named and answered with the list', async () => {
  const written = silence('stderr')
  for (const line of [['dance'], ['help', 'dance'], ['dance', '--help']]) {
    expect(await main(line, [verbOf('sing', async () => 0)])).toBe(2)
    expect(String(written.mock.lastCall?.[0])).toMatch(/no "dance"[\s\S]*sing/)
  }
})
