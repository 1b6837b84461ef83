/** `wattline plugin check`: judges a plugin's folder on this machine as a publish would. */

import { parseArgs } from 'node:util'

import type { GateVerdict } from '@wattline/billing'
import { createPluginGate, type OpenGate } from '@wattline/plugin-host'

import { makeUpload, UnbuildablePlugin } from './make-upload.js'
import { tellVerdict } from './tell-verdict.js'
import { watchFolder } from './watch-folder.js'

export const usage = `wattline plugin check [DIR] [--watch] [--json]

Bundles DIR/src/plugin.ts and DIR/src/goldens.ts (DIR is this folder when left out) and takes them
through the whole publish gate on this machine: lint, manifest, golden tests, fuel, hundreds of
generated bills, and every engine. Nothing leaves the machine, and no Wattline needs to run.

  --watch  check again whenever a file below DIR/src changes, until Ctrl-C
  --json   one line a check: {"plugin", "report"} or {"faults"}

Exit code: 0 it may be published, 1 it may not, or does not build, 2 not understood.`

/** The gate asks for a tenant, and there is but one at an author's desk. */
const author = 'author'

export async function main(args: readonly string[]): Promise<number> {
  const asked = readArguments(args)
  if ('fault' in asked) {
    process.stderr.write(`wattline plugin check: ${asked.fault}\n\n${usage}\n`)
    return 2
  }
  if (asked.isHelp) {
    process.stdout.write(`${usage}\n`)
    return 0
  }
  const { folder, isJson } = asked
  const gate = createPluginGate({ isForAuthor: true })
  try {
    let code = await check(gate, folder, isJson)
    if (asked.isWatching)
      for await (const _ of watchFolder(`${folder}/src`)) code = await check(gate, folder, isJson)
    return code
  } finally {
    await gate.close()
  }
}

interface Arguments {
  readonly folder: string
  readonly isJson: boolean
  readonly isWatching: boolean
  readonly isHelp: boolean
}

function readArguments(args: readonly string[]): Arguments | { readonly fault: string } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        watch: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    const [folder = '.', another] = positionals
    if (another !== undefined) return { fault: 'name one folder.' }
    const { watch: isWatching, json: isJson, help: isHelp } = values
    return { folder, isJson, isWatching, isHelp }
  } catch (fault) {
    return { fault: (fault as Error).message }
  }
}

async function check(gate: OpenGate, folder: string, isJson: boolean): Promise<number> {
  try {
    const verdict = await gate.judge(author, await makeUpload(folder))
    process.stdout.write(isJson ? asData(verdict) : tellVerdict(verdict))
    return 'faults' in verdict ? 1 : 0
  } catch (fault) {
    if (!(fault instanceof UnbuildablePlugin)) throw fault
    process.stderr.write(`wattline plugin check: ${fault.message}\n`)
    return 1
  }
}

function asData(verdict: GateVerdict): string {
  if ('faults' in verdict) return `${JSON.stringify({ faults: verdict.faults })}\n`
  const { hash, manifest } = verdict.plugin
  const { id, version } = manifest
  return `${JSON.stringify({ plugin: { id, version, hash }, report: verdict.report })}\n`
}
