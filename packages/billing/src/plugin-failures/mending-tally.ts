/** Adds up what a mending comes to. Pure. */

/** Minor units, as text. */
export interface MendingAmounts {
  readonly currency: string
  /** To be given back. */
  readonly lowerMinor: string
  /** For the operator to carry: nobody is charged afterwards. */
  readonly higherMinor: string
}

export interface MendingTally {
  /** Bills that were rated again. */
  readonly sessions: number
  readonly lower: number
  readonly higher: number
  /** Not paid through the provider yet, so nothing can be given back: to be mended again later. */
  readonly unpaid: number
  /** The mended version has no price for them either. */
  readonly failedAgain: number
  readonly amounts: readonly MendingAmounts[]
}

export const emptyMending: MendingTally = {
  sessions: 0,
  lower: 0,
  higher: 0,
  unpaid: 0,
  failedAgain: 0,
  amounts: [],
}

export type Mended =
  | { readonly kind: 'failed-again' }
  | {
      readonly kind: 'rated' | 'unpaid'
      readonly currency: string
      readonly owedMinor: bigint
      readonly mendedMinor: bigint
    }

export function addMended(tally: MendingTally, mended: Mended): MendingTally {
  if (mended.kind === 'failed-again') return { ...tally, failedAgain: tally.failedAgain + 1 }
  if (mended.kind === 'unpaid') return { ...tally, unpaid: tally.unpaid + 1 }
  const { currency, owedMinor, mendedMinor } = mended
  const lowerMinor = owedMinor > mendedMinor ? owedMinor - mendedMinor : 0n
  const higherMinor = mendedMinor > owedMinor ? mendedMinor - owedMinor : 0n
  const known = tally.amounts.find(one => one.currency === currency)
  const sum = {
    currency,
    lowerMinor: (BigInt(known?.lowerMinor ?? '0') + lowerMinor).toString(),
    higherMinor: (BigInt(known?.higherMinor ?? '0') + higherMinor).toString(),
  }
  return {
    ...tally,
    sessions: tally.sessions + 1,
    lower: tally.lower + (lowerMinor > 0n ? 1 : 0),
    higher: tally.higher + (higherMinor > 0n ? 1 : 0),
    amounts: [...tally.amounts.filter(one => one !== known), sum],
  }
}
