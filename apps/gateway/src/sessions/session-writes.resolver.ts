/** What partners report of a session: its start, its readings, its stop. */

import {
  decideHeldSession,
  type EncryptedCard,
  expireReservation,
  type RegisterValue,
  recordMeterReadings,
  releaseSession,
  type Session,
  startSession,
  stopSession,
} from '@wattline/billing'
import { showDecimal } from '@wattline/units'
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'

import { authorityOf, type GatewayContext, loadersOf } from '../engine/context.js'
import { found, knownId, knownIdIfAny } from '../values/known-id.js'
import {
  DecideHeldSessionInput,
  type EncryptedCardInput,
  ExpireReservationInput,
  RecordMeterReadingsInput,
  RecordMeterReadingsPayload,
  type RegisterInput,
  ReleaseSessionInput,
  SessionPayload,
  StartSessionInput,
  StopSessionInput,
} from './session-inputs.type.js'

@Resolver()
export class SessionWritesResolver {
  @Mutation(() => SessionPayload, {
    description: 'Starts a session under a frozen price list, and asks for the hold on the card.',
  })
  async startSession(
    @Arg('input', () => StartSessionInput, { description: 'The session.' })
    input: StartSessionInput,
    @Ctx() context: GatewayContext,
  ): Promise<SessionPayload> {
    const { sessionId } = await startSession(context.services.core, authorityOf(context), {
      connectorId: knownId('connector', input.connectorId),
      quoteId: knownIdIfAny('quote', input.quoteId) ?? null,
      driverId: knownIdIfAny('driver', input.driverId) ?? null,
      tokenType: input.tokenType ?? null,
      couponCode: input.couponCode ?? null,
      partnerPays: input.partnerPays ?? false,
      reservedFrom: input.reservedFrom ?? null,
      startedAt: input.startedAt,
      meterStart: readRegister(input.meterStart),
      card: readCard(input.card),
      idempotencyKey: input.idempotencyKey,
    })
    return { session: await sessionOf(context, sessionId) }
  }

  @Mutation(() => SessionPayload, {
    description:
      'Ends a reservation for which no vehicle came, as a session without energy, and sends it ' +
      'to be billed: what its tariff asks for an expired reservation, and nothing else.',
  })
  async expireReservation(
    @Arg('input', () => ExpireReservationInput, { description: 'The reservation.' })
    input: ExpireReservationInput,
    @Ctx() context: GatewayContext,
  ): Promise<SessionPayload> {
    const { sessionId } = await expireReservation(context.services.core, authorityOf(context), {
      connectorId: knownId('connector', input.connectorId),
      driverId: knownId('driver', input.driverId),
      reservedFrom: input.reservedFrom,
      expiredAt: input.expiredAt,
      idempotencyKey: input.idempotencyKey,
    })
    return { session: await sessionOf(context, sessionId) }
  }

  @Mutation(() => RecordMeterReadingsPayload, {
    description:
      'Stores meter readings. One that cannot be right refuses all, with every fault listed.',
  })
  async recordMeterReadings(
    @Arg('input', () => RecordMeterReadingsInput, { description: 'The readings.' })
    input: RecordMeterReadingsInput,
    @Ctx() context: GatewayContext,
  ): Promise<RecordMeterReadingsPayload> {
    const { core } = context.services
    const { sessionId, stored, duplicates } = await recordMeterReadings(
      core,
      authorityOf(context),
      {
        sessionId: knownId('session', input.sessionId),
        readings: input.readings.map(({ register, ...reading }) => ({
          ...reading,
          value: showDecimal(register.value),
          unit: register.unit,
        })),
        idempotencyKey: input.idempotencyKey,
      },
    )
    return { session: await sessionOf(context, sessionId), stored, duplicates }
  }

  @Mutation(() => SessionPayload, { description: 'Ends a session and sends it to be billed.' })
  async stopSession(
    @Arg('input', () => StopSessionInput, { description: 'The stop.' }) input: StopSessionInput,
    @Ctx() context: GatewayContext,
  ): Promise<SessionPayload> {
    const { sessionId } = await stopSession(context.services.core, authorityOf(context), {
      sessionId: knownId('session', input.sessionId),
      endedAt: input.endedAt,
      meterStop: readRegister(input.meterStop),
      reason: input.reason ?? null,
      idempotencyKey: input.idempotencyKey,
    })
    return { session: await sessionOf(context, sessionId) }
  }

  @Mutation(() => SessionPayload, {
    description: 'Sends a parked session back to be billed, once its plugin is mended.',
  })
  async releaseSession(
    @Arg('input', () => ReleaseSessionInput, { description: 'The session.' })
    input: ReleaseSessionInput,
    @Ctx() context: GatewayContext,
  ): Promise<SessionPayload> {
    const { sessionId } = await releaseSession(context.services.core, authorityOf(context), {
      sessionId: knownId('session', input.sessionId),
      idempotencyKey: input.idempotencyKey,
    })
    return { session: await sessionOf(context, sessionId) }
  }

  @Mutation(() => SessionPayload, {
    description:
      'Decides on a held session: billed as it was measured, or never billed and its hold let go.',
  })
  async decideHeldSession(
    @Arg('input', () => DecideHeldSessionInput, { description: 'The decision.' })
    input: DecideHeldSessionInput,
    @Ctx() context: GatewayContext,
  ): Promise<SessionPayload> {
    const { sessionId } = await decideHeldSession(context.services.core, authorityOf(context), {
      sessionId: knownId('session', input.sessionId),
      decision: input.decision,
      reason: input.reason,
      idempotencyKey: input.idempotencyKey,
    })
    return { session: await sessionOf(context, sessionId) }
  }
}

async function sessionOf(context: GatewayContext, sessionId: string): Promise<Session> {
  return found('session', sessionId, await loadersOf(context).session.load(sessionId))
}

function readRegister(register: RegisterInput | null | undefined): RegisterValue | null {
  return register ? { value: showDecimal(register.value), unit: register.unit } : null
}

function readCard(card: EncryptedCardInput | null | undefined): EncryptedCard | null {
  if (!card) return null
  const { holderName, store, ...fields } = card
  return { ...fields, store: store ?? false, ...(holderName ? { holderName } : {}) }
}
