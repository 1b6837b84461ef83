/** A real Postgres started from npm packages, and the pieces that keep a local server in order. */

export { bundledVersion } from './binaries.js'
export { tailOf } from './explain.js'
export { type Guarded, type GuardedCommand, spawnGuarded } from './guard.js'
export { identify, isAlive, ownIdentity } from './identity.js'
export { type Lock, takeLock, tryLock } from './lock.js'
export { choosePort, isFreePort, rememberedPort, rememberPort } from './port.js'
export type { Settings } from './settings.js'
export { type Postgres, type PostgresOptions, startPostgres } from './start.js'
