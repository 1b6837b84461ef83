/**
 * Says how much work one session may be, in ticks: the calls and jumps that QuickJS makes. The same
 * session costs the same ticks on every machine and every Node.
 */

/**
 * What a session may use before its plugin fails by `timeout`; a publish asks for a tenth of it.
 * About 30 ms of work.
 */
export const fuelAllowed = 1_000_000

/** What a failure by fuel says, on bills too. */
export const outOfFuelMessage = `the plugin used more than ${fuelAllowed} ticks of fuel`
