/** GraphQL for partners and operators, and webhook intake. */

export { type GatewayConfig, type LogLevel, logLevels, readConfig } from './config/read-config.js'
export { buildGatewaySchema } from './engine/schema.js'
export { type Gateway, type GatewayParts, startGateway } from './start.js'
