/** The book, as far as it is shown: its trial balance. */

import { trialBalance } from '@wattline/ledger'
import { Ctx, Query, Resolver } from 'type-graphql'

import { authorityOf, type GatewayContext } from '../engine/context.js'
import { showMoney } from '../values/money.type.js'
import { TrialBalanceType } from './trial-balance.type.js'

@Resolver()
export class LedgerResolver {
  @Query(() => [TrialBalanceType], { description: 'The trial balance, one for each currency.' })
  async trialBalance(@Ctx() context: GatewayContext): Promise<TrialBalanceType[]> {
    const balances = await trialBalance(context.services.core.db, authorityOf(context).scope)
    return balances.map(({ currency, debitMinor, creditMinor, accounts }) => ({
      currency,
      debit: showMoney(debitMinor, currency),
      credit: showMoney(creditMinor, currency),
      accounts: accounts.map(account => ({
        code: account.code,
        debit: showMoney(account.debitMinor, currency),
        credit: showMoney(account.creditMinor, currency),
        balance: showMoney(account.balanceMinor, currency),
      })),
    }))
  }
}
