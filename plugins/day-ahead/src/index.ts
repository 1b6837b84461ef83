/** The spot price plus a margin, each quarter of an hour. */

export { default } from './plugin.js'
