/** The first hours free, then a rate per hour in completed blocks, with a minimum. */

export { default } from './plugin.js'
