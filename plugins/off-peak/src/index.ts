/** A cheaper kWh at night and on chosen days, site time. */

export { default } from './plugin.js'
