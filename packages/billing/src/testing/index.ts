/**
 * What the tests of other packages may build on: a Core on a fresh database, and a small world in
 * it.
 */

export * from './backtest-scene.js'
export * from './count-statements.js'
export * from './discount-plugin.js'
export * from './fact-plugins.js'
export * from './fake-gate.js'
export * from './in-process-runner.js'
export * from './past.js'
export * from './test-core.js'
export * from './world.js'
