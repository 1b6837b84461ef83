/** A coupon's share or fixed amount off, within its budget. */

export { default } from './plugin.js'
