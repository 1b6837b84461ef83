/** Tries one live cell: how it starts, what it says of a loss, and that it stays gone. */

import { toCell } from '../wire/frames.js'
import { readAnswer } from '../wire/requests.js'
import { type Cell, startCell } from './cell.js'
import { launcherOfThisMachine } from './launch.js'

const limits = { cpuMs: 10_000, wallMs: 60_000, memoryBytes: 2 ** 30 }
const cells: Cell[] = []
afterEach(() => Promise.all(cells.splice(0).map(cell => cell.close())))

async function start(prefix?: readonly string[]): Promise<Cell> {
  const launcher = prefix ? { prefix, layers: [] } : await launcherOfThisMachine()
  const cell = await startCell(launcher, true)
  cells.push(cell)
  return cell
}
const load = (source: string) => Buffer.from(JSON.stringify({ key: 'k', source }))

test('a machine that offers none of the outer layers still has a cell', async () => {
  const cell = await start([])
  const answer = await cell.ask(toCell.load, load('() => 1'), limits)
  expect(answer).toEqual({ text: '{}' })
})

test.each([['/no/such/command'], ['false']])(
  'a cell behind %p does not start, and says so',
  async command => {
    await expect(start([command])).rejects.toThrow('a rating cell did not start')
  },
)

test('source that SES refuses is a fault of the bundle, and the cell lives on', async () => {
  const cell = await start()
  const answer = await cell.ask(toCell.load, load('() => import("x")'), limits)
  expect('text' in answer && readAnswer(answer.text).failed).toMatch(/import/)
  expect(await cell.ask(toCell.load, load('() => 1'), limits)).toEqual({ text: '{}' })
})

test('a request that no sound host makes ends the cell', async () => {
  const cell = await start()
  expect(await cell.ask(99, Buffer.alloc(0), limits)).toEqual({ lost: 'cell-lost' })
  expect(cell.isAlive()).toBe(false)
})

test('a cell past its deadline is lost to that, and stays lost', async () => {
  const cell = await start()
  const loop = load('(() => { for (;;) {} })()')
  expect(await cell.ask(toCell.load, loop, { ...limits, cpuMs: 50 })).toEqual({ lost: 'timeout' })
  expect(await cell.ask(toCell.load, load('1'), limits)).toEqual({ lost: 'cell-lost' })
})

test('closing answers whoever still waits, and may be asked for twice', async () => {
  const cell = await start()
  const asked = cell.ask(toCell.load, load('(() => { for (;;) {} })()'), limits)
  await Promise.all([cell.close(), cell.close()])
  expect(await asked).toEqual({ lost: 'cell-lost' })
})
