/** A fee for blocking a charger, after a grace and not at night. */

export { default } from './plugin.js'
