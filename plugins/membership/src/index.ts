/** A subscriber's own rate per kWh, and kWh that are free each month. */

export { default } from './plugin.js'
