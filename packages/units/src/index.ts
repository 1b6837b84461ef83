/** Money, exact decimals, instants and wall clocks: the values everything else is made of. */

export * from './assert.js'
export * from './currency.js'
export * from './decimal.js'
export * from './iso-second.js'
export * from './money.js'
export * from './small-decimal.js'
export * from './small-integer.js'
export * from './time.js'
export * from './zone.js'
