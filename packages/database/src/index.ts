/** One Postgres: connection, column types, transactions in a tenant's scope, migrations. */

export * from './columns.js'
export * from './connect.js'
export * from './insert.js'
export { migrations } from './migrations/index.js'
export * from './new-id.js'
export * from './prepare.js'
export * from './scope.js'
