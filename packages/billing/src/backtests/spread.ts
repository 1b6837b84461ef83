/** Which bar of a histogram a change of price stands in, by share and by amount. Pure. */

/** Basis points of what was billed at which the next bar begins, either way. */
export const shareEdgesBp = [100, 500, 1000, 2000, 5000] as const
/** Minor units at which the next bar begins, either way. */
export const amountEdgesMinor = [10, 50, 100, 500, 1000] as const

const sizes = shareEdgesBp.length + 1
/** Bars of a histogram: from the most less to the most more, no change at all in the middle. */
export const bars = 2 * sizes + 1

/** What a bar holds: changes from one edge on to the next; null where nothing bounds it. */
export interface Bar {
  readonly isMore: boolean | null
  readonly from: number
  readonly until: number | null
}

/** What each bar holds, in their order. */
export function barsOf(edges: readonly number[]): Bar[] {
  const bounds = [0, ...edges].map((from, index) => ({ from, until: edges[index] ?? null }))
  return [
    ...[...bounds].reverse().map(bound => ({ isMore: false, ...bound })),
    { isMore: null, from: 0, until: 0 },
    ...bounds.map(bound => ({ isMore: true, ...bound })),
  ]
}

/** The bar of a change of price by its share; what was free and is not any more stands last. */
export function barByShare(billedMinor: bigint, changeMinor: bigint): number {
  const change = changeMinor < 0n ? -changeMinor : changeMinor
  const reaches = (edgeBp: number) => change * 10_000n >= billedMinor * BigInt(edgeBp)
  return barAt(changeMinor, shareEdgesBp.filter(reaches).length)
}

export function barByAmount(changeMinor: bigint): number {
  const change = changeMinor < 0n ? -changeMinor : changeMinor
  const reaches = (edgeMinor: number) => change >= BigInt(edgeMinor)
  return barAt(changeMinor, amountEdgesMinor.filter(reaches).length)
}

function barAt(changeMinor: bigint, size: number): number {
  if (changeMinor === 0n) return sizes
  return changeMinor < 0n ? sizes - 1 - size : sizes + 1 + size
}
