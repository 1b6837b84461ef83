/** An HTTP server that speaks Adyen's wire protocol, faults included. */

export { readSimulatorConfig, type SimulatorConfig } from './config.js'
export { type Simulator, type SimulatorOptions, startSimulator } from './start.js'
export { type Received, type Receiver, startReceiver } from './testing/receiver.js'
export type { Clock } from './time/timeline.js'
export type { WebhookEndpoint } from './webhooks/post.js'
