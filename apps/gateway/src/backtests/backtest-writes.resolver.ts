/** Asks for a back-test, and calls one off. */

import {
  type Backtest,
  type BacktestInput,
  cancelBacktest,
  refuseInput,
  startBacktest,
} from '@wattline/billing'
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'

import { authorityOf, type GatewayContext, loadersOf } from '../engine/context.js'
import { readPlugin } from '../price-lists/read-input.js'
import { found, knownId, knownIdIfAny } from '../values/known-id.js'
import { readMoney } from '../values/read-money.js'
import {
  type BacktestDraftInput,
  BacktestPayload,
  CancelBacktestInput,
  StartBacktestInput,
} from './backtest.type.js'

@Resolver()
export class BacktestWritesResolver {
  @Mutation(() => BacktestPayload, {
    description:
      'Prices the operator’s past sessions with a draft and compares them with what was billed: ' +
      'follow `backtestUpdated`.',
  })
  async startBacktest(
    @Arg('input', () => StartBacktestInput, { description: 'The draft and the sessions.' })
    input: StartBacktestInput,
    @Ctx() context: GatewayContext,
  ): Promise<BacktestPayload> {
    const { locationId, connectorId, tariffId } = input.scope ?? {}
    const { backtestId } = await startBacktest(context.services.core, authorityOf(context), {
      operatorId: knownIdIfAny('operator', input.operatorId) ?? null,
      draft: readDraft(input.draft),
      scope: {
        locationId: knownIdIfAny('location', locationId) ?? null,
        connectorId: knownIdIfAny('connector', connectorId) ?? null,
        tariffId: tariffId ?? null,
      },
      from: input.from,
      until: input.until,
      idempotencyKey: input.idempotencyKey,
    })
    return payloadOf(context, backtestId)
  }

  @Mutation(() => BacktestPayload, {
    description: 'Ends a back-test before its next page; one that is done stays as it is.',
  })
  async cancelBacktest(
    @Arg('input', () => CancelBacktestInput, { description: 'The back-test.' })
    input: CancelBacktestInput,
    @Ctx() context: GatewayContext,
  ): Promise<BacktestPayload> {
    const { backtestId } = await cancelBacktest(context.services.core, authorityOf(context), {
      operatorId: knownIdIfAny('operator', input.operatorId) ?? null,
      backtestId: knownId('back-test', input.backtestId),
      idempotencyKey: input.idempotencyKey,
    })
    return payloadOf(context, backtestId)
  }
}

async function payloadOf(context: GatewayContext, id: string): Promise<{ backtest: Backtest }> {
  return { backtest: found('back-test', id, await loadersOf(context).backtest.load(id)) }
}

/** Only what stands in the draft's own price list says what is tried: its name says where. */
const draftName = 'Draft of a back-test'

/** @throws Refusal `input-invalid` for neither or both of a price list and a tariff */
function readDraft(draft: BacktestDraftInput): BacktestInput['draft'] {
  const { priceListId, tariffVersionId, plugins } = draft
  const cap = readMoney(draft.cap, 'draft.cap')
  if (priceListId) {
    if (!tariffVersionId && !plugins && !cap)
      return { priceListId: knownId('price list', priceListId) }
    refuseInput([{ path: 'draft.priceListId', message: 'Goes alone: it has its own content' }])
  }
  if (!tariffVersionId) {
    refuseInput([{ path: 'draft', message: 'A priceListId, or a tariffVersionId with plugins' }])
  }
  return {
    name: draftName,
    tariffVersionId: knownId('tariff version', tariffVersionId),
    plugins: (plugins ?? []).map(readPlugin),
    ...(cap && { cap }),
  }
}
