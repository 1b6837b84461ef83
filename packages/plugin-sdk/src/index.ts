/**
 * All that a plugin author may import: the contract, `definePlugin`, integer money, and the checks
 * a publish will make.
 */

export * from './adjustments.js'
export * from './amounts.js'
export * from './caps.js'
export * from './check.js'
export * from './choose.js'
export * from './clock.js'
export * from './contract.js'
export * from './define.js'
export * from './faults-in-answer.js'
export * from './faults-in-manifest.js'
export * from './goldens.js'
export * from './identity.js'
export * from './left.js'
export * from './params-pattern.js'
export * from './params-schema.js'
export * from './reads.js'
export * from './sample-input.js'
export * from './tiers.js'
