/** Counts what one core does in a second: by CPU time, which a busy neighbour touches least. */

/** One thing done over and over, each time for the next item. */
export interface Work {
  readonly name: string
  /** Items there are; after the last comes the first again. */
  readonly count: number
  /** Does one item, and returns something of it, so that nothing can be left out. */
  readonly run: (index: number) => number
}

const batch = 64

/** Items done per CPU second. */
export function itemsPerSecond({ count, run }: Work, leastMs: number): number {
  let done = 0
  let sum = 0
  let index = 0
  let usedMs = 0
  const start = process.cpuUsage()
  while (usedMs < leastMs) {
    for (let step = 0; step < batch; step += 1) {
      sum += run(index)
      index = index + 1 === count ? 0 : index + 1
    }
    done += batch
    const { user, system } = process.cpuUsage(start)
    usedMs = (user + system) / 1000
  }
  if (Number.isNaN(sum)) throw new Error('A result was no number')
  return (done * 1000) / usedMs
}

/** Until the compiler has nothing left to do. */
const warmMs = 1500

/** Measures several in turn, round by round; figures by work, then by round. */
export function inTurn(
  works: readonly Work[],
  { rounds, leastMs }: { readonly rounds: number; readonly leastMs: number },
): number[][] {
  for (const work of works) itemsPerSecond(work, warmMs)
  const figures: number[][] = works.map(() => [])
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, work] of works.entries()) {
      figures[index]?.push(itemsPerSecond(work, leastMs))
    }
  }
  return figures
}
