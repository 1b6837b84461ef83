/** What is asked of a gateway about back-tests, and what it answers. */

export interface Amount {
  readonly amount: string
  readonly currency: string
}

interface Sums {
  readonly sessions: number
  readonly net: Amount
  readonly vat: Amount
  readonly gross: Amount
}

type Direction = 'LESS' | 'SAME' | 'MORE'

export interface Bar {
  readonly direction: Direction
  readonly fromBp: number
  readonly untilBp: number | null
  readonly sessions: number
}

interface Line {
  readonly component: string
  readonly label: string
  readonly quantity: string
  readonly unit: string
  readonly amount: Amount
}

export interface Case {
  readonly sessionId: string
  readonly invoiceId: string
  readonly billed: Amount
  readonly draft: Amount
  readonly draftLines: readonly Line[]
}

export interface Compared {
  readonly currency: string
  readonly billed: Sums
  readonly draft: Sums
  readonly less: number
  readonly same: number
  readonly more: number
  readonly byShare: readonly Bar[]
  readonly mostLess: readonly Case[]
  readonly mostMore: readonly Case[]
}

export interface Backtest {
  readonly id: string
  readonly state: 'WAITING' | 'RUNNING' | 'DONE' | 'CANCELLED' | 'FAILED'
  readonly sessionsExpected: number | null
  readonly sessionsDone: number
  readonly trouble: string | null
  readonly drivers: readonly {
    readonly currency: string
    readonly less: number
    readonly same: number
    readonly more: number
  }[]
  readonly result: {
    readonly sessions: number
    readonly priced: number
    readonly otherCurrency: number
    readonly capped: number
    readonly failures: readonly {
      readonly plugin: string
      readonly version: string
      readonly cause: string
      readonly message: string
      readonly sessions: number
      readonly unpriced: number
      readonly sessionId: string
    }[]
    readonly warnings: readonly { readonly text: string; readonly sessions: number }[]
    readonly currencies: readonly Compared[]
  }
}

export const startMutation = `mutation($input: StartBacktestInput!) {
  startBacktest(input: $input) { backtest { id } } }`

export const progressQuery = `query($id: ID!) {
  backtest(id: $id) { state sessionsExpected sessionsDone } }`

const sums = `sessions net { amount currency } vat { amount currency } gross { amount currency }`
const one = `sessionId invoiceId billed { amount currency } draft { amount currency }
  draftLines { component label quantity unit amount { amount currency } }`

export const resultQuery = `query($id: ID!) { backtest(id: $id) {
  id state sessionsExpected sessionsDone trouble
  drivers { currency less same more }
  result {
    sessions priced otherCurrency capped
    failures { plugin version cause message sessions unpriced sessionId }
    warnings { text sessions }
    currencies {
      currency less same more billed { ${sums} } draft { ${sums} }
      byShare { direction fromBp untilBp sessions }
      mostLess { ${one} } mostMore { ${one} }
    } } } }`
