/** Publishes a tariff: linted, numbered, hashed, and immutable from then on. */

import { insertRows } from '@wattline/database'
import {
  type Fault,
  type Finding,
  type LintOptions,
  lintTariff,
  parseTariff,
  type Tariff,
} from '@wattline/tariffs'
import type { EntityManager } from 'typeorm'

import { type Authority, operatorOf, requireRole } from '../authority.js'
import { hashOf } from '../canonical.js'
import type { Core } from '../core.js'
import { once } from '../once.js'
import { Operator } from '../operators/operator.entity.js'
import { Refusal } from '../refusal.js'
import { Location } from '../sites/location.entity.js'
import { TariffVersion } from './tariff-version.entity.js'

/** Of an operator's time zones as many as a tariff is tried in. */
const zonesLinted = 3

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
  const read = readTariff(input.document)
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
      const { tariff } = read
      const timeZones = await zonesOf(tx, operatorId)
      const warnings = lint(read, { timeZones, publishedAt: core.clock.now() })
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

interface ReadTariff {
  readonly tariff: Tariff
  /** What reading it has said, short of a fault. */
  readonly faults: readonly Fault[]
}

function readTariff(document: unknown): ReadTariff {
  const { tariff, faults } = parseTariff(document)
  return tariff ? { tariff, faults } : refuse(faults)
}

function lint({ tariff, faults }: ReadTariff, options: LintOptions): readonly TariffWarning[] {
  const all: TariffWarning[] = [...faults, ...lintTariff(tariff, options)]
  return all.some(({ severity }) => severity === 'fault') ? refuse(all) : all
}

/** Those of most sites first: what a tariff does at night shows in a few of them. */
async function zonesOf(tx: EntityManager, operatorId: string): Promise<string[]> {
  const zones = await tx
    .createQueryBuilder(Location, 'location')
    .select('location.timeZone', 'timeZone')
    .where('location.operatorId = :operatorId', { operatorId })
    .groupBy('location.timeZone')
    .orderBy('count(*)', 'DESC')
    .addOrderBy('location.timeZone')
    .limit(zonesLinted)
    .getRawMany<{ timeZone: string }>()
  return zones.map(({ timeZone }) => timeZone)
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
