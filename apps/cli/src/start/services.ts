/** Lists the services a launcher runs, each with the file, the environment and the log it has. */

import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

import type { Service } from './child.js'
import type { Environments } from './environment.js'

/** The services in the order in which they are stopped. */
export function servicesOf(environments: Environments, logFolder: string): Service[] {
  const service = (name: keyof Environments, workspace: string): Service => ({
    name,
    module: mainOf(workspace),
    environment: environments[name],
    logFile: join(logFolder, `${name}.log`),
  })
  return [
    { ...service('gateway', '@wattline/gateway'), takesNotices: true },
    service('worker', '@wattline/worker'),
    service('simulator', '@wattline/adyen-simulator'),
  ]
}

/** The built main file of another app; its package only exports what others may import. */
function mainOf(workspace: string): string {
  const entry = createRequire(import.meta.url).resolve(workspace)
  return join(dirname(entry), 'main.js')
}
