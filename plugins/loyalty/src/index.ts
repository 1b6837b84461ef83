/** Less for drivers who come often. */

export { default } from './plugin.js'
