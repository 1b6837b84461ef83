/** The server settings of an embedded Postgres: durable by default, careless for tests. */

/** Postgres settings by name, as `postgres -c name=value` takes them. */
export type Settings = Readonly<Record<string, string>>

/**
 * What holds in every mode. It serves this machine alone, so it listens on loopback without TLS.
 */
const always: Settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  ssl: 'off',
  password_encryption: 'scram-sha-256',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] ',
  shared_buffers: '128MB',
  max_connections: '100',
}

/** Nothing survives a power cut with these, and nothing needs to: the directory is thrown away. */
const throwaway: Settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
  max_wal_size: '2GB',
}

/** The settings of a start as command-line arguments; the caller's own win. */
export function settingArguments(
  port: number,
  choice: { readonly throwaway: boolean; readonly settings: Settings },
): string[] {
  const merged: Settings = {
    ...always,
    ...(choice.throwaway ? throwaway : {}),
    ...choice.settings,
    port: String(port),
  }
  return Object.entries(merged).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}
