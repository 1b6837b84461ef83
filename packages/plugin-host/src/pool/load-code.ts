/** Loads a plugin's code into a cell of either engine, once in the cell's life. */

import { factorySource } from '../bundle/factory.js'
import { toCell } from '../wire/frames.js'
import { type LoadRequest, readAnswer } from '../wire/requests.js'
import type { Lost } from './cell.js'
import type { SeatedCell } from './seats.js'
import type { Limits } from './watch.js'

/** CPU time that loading may take. */
export const loadCpuMs = 5000

/**
 * The scripts made last, by the hash of their bundle: every cell of every operator loads the same.
 */
const scripts = new Map<string, ReturnType<typeof factorySource>>()
const maxScripts = 100

function scriptOf({ key, bundle }: Code): ReturnType<typeof factorySource> {
  const script = scripts.get(key) ?? factorySource(bundle)
  scripts.delete(key)
  scripts.set(key, script)
  const [oldest] = scripts.keys()
  if (scripts.size > maxScripts && oldest !== undefined) scripts.delete(oldest)
  return script
}

export interface Code {
  /** Hash of the bundle: what will run, not the hash we were told. */
  readonly key: string
  readonly bundle: string
}

/** Undefined once the cell has the code; else why it does not load, or how the cell was lost. */
export async function loadCode(
  cell: SeatedCell,
  code: Code,
  limits: Limits,
): Promise<{ readonly fault: string } | Lost | undefined> {
  const { key } = code
  if (cell.loaded.has(key)) return undefined
  const script = scriptOf(code)
  if ('fault' in script) return script
  const request: LoadRequest = { key, source: script.source }
  const answer = await cell.ask(toCell.load, Buffer.from(JSON.stringify(request)), limits)
  if ('lost' in answer) return answer
  const { failed: fault } = readAnswer(answer.text)
  if (fault !== undefined) return { fault: String(fault) }
  cell.loaded.add(key)
  return undefined
}

/** Our own words: what an engine says of itself never stands on a bill. */
export const lostMessages: Readonly<Record<Lost['lost'], string>> = {
  timeout: 'the plugin did not answer before its deadline',
  memory: 'the plugin used more memory than a cell has',
  'cell-lost': 'the cell ended twice while it priced this session',
}
