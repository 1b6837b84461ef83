import { dispatch, helpText } from './dispatch.js'
import type { Verb } from './verbs.js'

function verbOf(name: string, main: (args: readonly string[]) => Promise<number>): Verb {
  return { name, summary: `does ${name}`, load: async () => ({ main }) }
}

function silence(stream: 'stdout' | 'stderr') {
  return import.meta.jest.spyOn(process[stream], 'write').mockImplementation(() => true)
}

const said = (args: readonly string[], verbs: readonly Verb[]) =>
  dispatch(args, { name: 'wattline', verbs })

afterEach(() => import.meta.jest.restoreAllMocks())

test('a verb gets the rest of the line and gives the exit code', async () => {
  const lines: (readonly string[])[] = []
  const sing = verbOf('sing', async args => {
    lines.push(args)
    return 5
  })
  expect(await said(['sing', 'high', '--loud'], [sing])).toBe(5)
  expect(lines).toEqual([['high', '--loud']])
})

test('help lists every verb with what it does', async () => {
  const written = silence('stdout')
  const known = [verbOf('sing', async () => 0)]
  for (const args of [[], ['help'], ['--help'], ['-h']]) expect(await said(args, known)).toBe(0)
  expect(written).toHaveBeenCalledTimes(4)
  expect(helpText({ name: 'wattline', verbs: known })).toMatch(/sing +does sing\n +help +show this/)
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
  expect(await said(line.filter(Boolean), [sing])).toBe(0)
  expect(lines).toEqual([['--help']])
})

test('an unknown verb is named and answered with the list', async () => {
  const written = silence('stderr')
  for (const line of [['dance'], ['help', 'dance'], ['dance', '--help']]) {
    expect(await said(line, [verbOf('sing', async () => 0)])).toBe(2)
    expect(String(written.mock.lastCall?.[0])).toMatch(/no "dance"[\s\S]*sing/)
  }
})

test('a group of verbs is told which of them is asked about', async () => {
  const lines: (readonly string[])[] = []
  const music = verbOf('music', async args => {
    lines.push(args)
    return 0
  })
  const known = [{ ...music, isGroup: true }]
  await said(['music', 'sing', '--loud', '--help'], known)
  await said(['help', 'music'], known)
  await said(['music', 'sing', '--loud'], known)
  expect(lines).toEqual([['sing', '--help'], ['--help'], ['sing', '--loud']])
})
