/** A markup on sessions that roaming partners pay. */

export { default } from './plugin.js'
