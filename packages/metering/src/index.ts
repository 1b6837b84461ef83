/** Meter readings: which to accept, the energy they prove, and what cannot be right about them. */

export * from './accept.js'
export * from './detect.js'
export * from './energy.js'
export * from './reading.js'
