/** `wattline explain`: says to a person why each line of a session's bill is there. */

import {
  type ChangedBill,
  counterfactualOfCdr,
  type ExplainedBill,
  explainBill,
  type Fault,
  rateCdr,
  receipt,
  totalBill,
} from '@wattline/tariffs'

import { readJson, UnreadableFile } from '../documents/read-json.js'
import { type ExplainArguments, Misuse, readArguments, usage } from './arguments.js'
import { placeInFiles } from './place-in-files.js'

export async function main(args: readonly string[]): Promise<number> {
  try {
    const asked = readArguments(args)
    if (asked !== 'help') return await explain(asked)
    process.stdout.write(`${usage}\n`)
    return 0
  } catch (fault) {
    if (!(fault instanceof Misuse || fault instanceof UnreadableFile)) throw fault
    const help = fault instanceof Misuse ? `\n\n${usage}` : ''
    process.stderr.write(`wattline explain: ${fault.message}${help}\n`)
    return 2
  }
}

async function explain(asked: ExplainArguments): Promise<number> {
  const tariffs = await Promise.all(asked.tariffs.map(readJson))
  const received = { tariffs, cdr: await readJson(asked.cdr), timeZone: asked.timeZone }
  const { rated, refused } = rateCdr(received)
  if (!rated) return refuse(refused, asked)
  const changed: ChangedBill[] = []
  for (const change of asked.changes) {
    const { counterfactual, refused: cannot } = counterfactualOfCdr(received, change)
    if (!counterfactual) return refuse(cannot, asked)
    changed.push({ change, ...counterfactual })
  }
  const billed = { rated, accepted: [], bill: totalBill(rated, []) }
  const bill = explainBill(billed, asked.language)
  const text = asked.isJson ? asData(bill, changed) : receipt(bill, asked.language, changed)
  process.stdout.write(text)
  return 0
}

/** Minor units as text: JSON numbers lose digits. */
function asData(bill: ExplainedBill, otherwise: readonly ChangedBill[]): string {
  const plain = (_: string, value: unknown): unknown =>
    typeof value === 'bigint' ? value.toString() : value
  return `${JSON.stringify({ ...bill, otherwise }, plain, 2)}\n`
}

function refuse(faults: readonly Fault[], files: ExplainArguments): number {
  for (const { path, code, message } of faults) {
    process.stderr.write(`${placeInFiles(path, files)}: ${message} (${code})\n`)
  }
  return 1
}
