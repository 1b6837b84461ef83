/** What the tests of several packages need: a database, a Redis, and the reference folder. */

export { clusterUrl } from './cluster.js'
export { type TestDatabase, testDatabase } from './database.js'
export { missing, type RegisterTest, testWith } from './missing.js'
export { type TestRedis, testRedis } from './redis.js'
export { startTestServices, type TestServices } from './services.js'
export { checkout, sharedFolder } from './shared-folder.js'
