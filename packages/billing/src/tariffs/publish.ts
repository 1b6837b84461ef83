/** Publishes a tariff: linted, numbered, hashed, and immutable from then on. */

import { insertRows } from '@wattline/database'
import { type Fault, type Finding, lintTariff, parseTariff, type Tariff } from '@wattline/tariffs'
import type { Instant } from '@wattline/units'

import { type Authority, operatorOf, requireRole } from '../authority.js'
import { hashOf } from '../canonical.js'
import type { Core } from '../core.js'
import { once } from '../once.js'
import { Operator } from '../operators/operator.entity.js'
import { Refusal } from '../refusal.js'
import { TariffVersion } from './tariff-version.entity.js'

/** What reading or linting a tariff has said; sessions that show it where lint has priced some. */
export type TariffWarning = Fault &
  Partial<Pick<Finding, 'elementIndex' | 'dimension' | 'examples'>>

export interface PublishedTariff {
  readonly tariffVersionId: string
  readonly tariffId: string
  readonly number: number
  readonly hash: string
  /** Warnings and notes: what is allowed and may not be meant. */
  readonly warnings: readonly TariffWarning[]
}

/**
 * Publishes an OCPI tariff document. The same document again gives the same version.
 *
 * @throws Refusal `tariff-invalid` with every fault and its JSON path
 */
export async function publishTariff(
  core: Core,
  authority: Authority,
  input: {
    readonly operatorId?: string | null
    readonly document: unknown
    readonly idempotencyKey: string
  },
): Promise<PublishedTariff> {
  requireRole(authority, 'operator')
  const operatorId = operatorOf(authority, input.operatorId)
  const { tariff, warnings } = readTariff(input.document, core.clock.now())
  const hash = hashOf(input.document)
  return once(
    core,
    {
      holderId: authority.holderId,
      operatorId,
      key: input.idempotencyKey,
      input: ['publishTariff', input],
    },
    async tx => {
      const operator = await tx.findOneByOrFail(Operator, { id: operatorId })
      if (operator.currency !== tariff.currency) {
        refuse([
          fault('$.currency', 'currency-foreign', `The operator bills in ${operator.currency}`),
        ])
      }
      // Versions of one tariff are numbered one after the other.
      await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `tariff ${operatorId} ${tariff.id}`,
      ])
      const known = await tx.findOneBy(TariffVersion, { operatorId, tariffId: tariff.id, hash })
      if (known) return published(known, warnings)
      const last = await tx.findOne(TariffVersion, {
        where: { operatorId, tariffId: tariff.id },
        order: { number: 'DESC' },
      })
      const version = tx.create(TariffVersion, {
        id: core.newId(),
        operatorId,
        tariffId: tariff.id,
        number: (last?.number ?? 0) + 1,
        hash,
        currency: tariff.currency,
        document: input.document as Record<string, unknown>,
        publishedAt: core.clock.now(),
        publishedBy: authority.keyId,
      })
      await insertRows(tx, TariffVersion, version)
      return published(version, warnings)
    },
  )
}

function readTariff(
  document: unknown,
  publishedAt: Instant,
): { tariff: Tariff; warnings: TariffWarning[] } {
  const parsed = parseTariff(document)
  if (!parsed.tariff) refuse(parsed.faults)
  const faults: TariffWarning[] = [...parsed.faults, ...lintTariff(parsed.tariff, { publishedAt })]
  if (faults.some(({ severity }) => severity === 'fault')) refuse(faults)
  return { tariff: parsed.tariff, warnings: faults }
}

function refuse(faults: readonly Fault[]): never {
  throw new Refusal('tariff-invalid', { faults })
}

function fault(path: string, code: string, message: string): Fault {
  return { path, code, message, severity: 'fault' }
}

function published(version: TariffVersion, warnings: readonly TariffWarning[]): PublishedTariff {
  return {
    tariffVersionId: version.id,
    tariffId: version.tariffId,
    number: version.number,
    hash: version.hash,
    warnings,
  }
}
