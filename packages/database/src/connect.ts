/** Opens the one Postgres under a role, with the entities the caller uses. */

import 'reflect-metadata'

import { DataSource, type EntitySchema, type MixedList } from 'typeorm'

export interface ConnectOptions {
  readonly url: string
  readonly entities?: MixedList<(new () => object) | EntitySchema>
  /** Connections at most. */
  readonly poolSize?: number
  /** Shown in `pg_stat_activity`. */
  readonly applicationName: string
  /** Milliseconds after which Postgres gives up a statement; 0 for none. */
  readonly statementTimeoutMs?: number
}

/** @throws the driver's error when the server cannot be reached or refuses */
export async function connect(options: ConnectOptions): Promise<DataSource> {
  const source = new DataSource({
    type: 'postgres',
    url: options.url,
    entities: options.entities ?? [],
    synchronize: false,
    logging: false,
    applicationName: options.applicationName,
    poolSize: options.poolSize ?? 10,
    extra: {
      statement_timeout: options.statementTimeoutMs ?? 30_000,
      idle_in_transaction_session_timeout: 60_000,
    },
    // A dropped idle connection is weather: the pool opens another.
    poolErrorHandler: () => undefined,
  })
  return source.initialize()
}

/**
 * Refuses a connection whose role could see past row-level security, or lift it as an owner.
 *
 * @throws Error naming the role and what to use instead
 */
export async function assertBoundByTenancy(source: DataSource): Promise<void> {
  const [role] = await source.query<{ name: string; free: boolean }[]>(
    `select rolname as name, rolsuper or rolbypassrls or exists (
       select 1 from pg_tables where schemaname = current_schema() and tableowner = rolname) as free
     from pg_roles where rolname = current_user`,
  )
  if (!role || role.free) {
    throw new Error(
      `Database role ${role?.name ?? '?'} bypasses row-level security: ` +
        'connect as wattline_gateway or wattline_worker',
    )
  }
}
