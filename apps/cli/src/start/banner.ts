/** Writes what a person sees once everything runs: where to look, and with which key. */

import type { Ports } from './ports.js'
import type { Stack } from './stack.js'

/** What the banner tells beyond the stack itself. */
export interface Surroundings {
  /** The state folder as a person would name it. */
  readonly folder: string
  readonly usual: Ports
  /** Whether Postgres is the embedded one. */
  readonly isEmbedded: boolean
}

/** The banner's lines. */
export function bannerOf(stack: Stack, around: Surroundings): string {
  const { folder, isEmbedded } = around
  const database = new URL(stack.databaseUrls.ownerUrl)
  const name = `${database.host}${database.pathname}`
  const where = isEmbedded ? `${name} (password in ${folder}/postgres/password)` : name
  const rows: [string, string][] = [
    ['GraphQL', `${stack.gatewayUrl}/graphql`],
    ['Adyen', `${stack.simulatorUrl} (a simulator: no real money moves)`],
    ['Postgres', where],
    ['Logs', `${folder}/logs`],
    ...(stack.sampleWorld?.keys ?? []).map(({ name, key }): [string, string] => [name, key]),
  ]
  const width = Math.max(...rows.map(([label]) => label.length)) + 2
  const notes = movedPorts(stack, around.usual)
  return [
    '',
    'Wattline is running.',
    '',
    ...rows.map(([label, value]) => `  ${label.padEnd(width)}${value}`),
    '',
    ...questions(stack),
    ...notes,
    `Ctrl-C stops everything; the data stay in ${folder}.`,
    '',
  ].join('\n')
}

/** What to ask first, ready to be pasted. */
function questions({ sampleWorld }: Stack): string[] {
  const queries = sampleWorld?.queries ?? []
  if (queries.length === 0) return []
  const lines = queries.flatMap(({ title, text }) => [`  ${title}`, `    ${text}`])
  const how = 'Open GraphQL above with the header {"Authorization": "Bearer <an operator’s key>"}'
  return [`${how} and paste:`, '', ...lines, '']
}

function movedPorts(stack: Stack, usual: Ports): string[] {
  const pairs = [
    ['gateway', stack.gatewayUrl, usual.gateway],
    ['simulator', stack.simulatorUrl, usual.simulator],
  ] as const
  return pairs
    .filter(([, url, port]) => Number(new URL(url).port) !== port)
    .map(([name, url, port]) => `The ${name} is on port ${new URL(url).port} instead of ${port}.`)
}
