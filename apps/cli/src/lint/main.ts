/** `wattline lint`: names all that would price a session wrongly in OCPI tariff files. */

import { parseArgs } from 'node:util'

import { lintTariff, parseTariff } from '@wattline/tariffs'

import { readJson, UnreadableFile } from '../documents/read-json.js'
import { type Finding, type LintedFile, reportOf } from './report.js'

export const usage = `wattline lint [--json] tariff.json …

Reads OCPI tariffs (2.1.1, 2.2.1, 2.3.0; one a file, or a list of them) and names every fault and
what their author may not have meant, each with its place, its code and what to do.

  --json  one line a file: {"file", "findings": [{"path", "code", "severity", "message", …}]}

Exit code: 0 nothing worse than a warning, 1 a fault or an unreadable file, 2 not understood.`

export async function main(args: readonly string[]): Promise<number> {
  const asked = readArguments(args)
  if ('fault' in asked) {
    process.stderr.write(`wattline lint: ${asked.fault}\n\n${usage}\n`)
    return 2
  }
  if (asked.isHelp) {
    process.stdout.write(`${usage}\n`)
    return 0
  }
  let isSound = true
  for (const file of asked.files) {
    const linted = { file, findings: await lintFile(file) }
    isSound &&= linted.findings.every(({ severity }) => severity !== 'fault')
    process.stdout.write(asked.isJson ? asData(linted) : reportOf(linted))
  }
  return isSound ? 0 : 1
}

interface Arguments {
  readonly files: readonly string[]
  readonly isJson: boolean
  readonly isHelp: boolean
}

function readArguments(args: readonly string[]): Arguments | { readonly fault: string } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean' }, help: { type: 'boolean' } },
    })
    const { json: isJson = false, help: isHelp = false } = values
    if (positionals.length === 0 && !isHelp) return { fault: 'name at least one tariff file.' }
    return { files: positionals, isJson, isHelp }
  } catch (fault) {
    return { fault: (fault as Error).message }
  }
}

async function lintFile(path: string): Promise<readonly Finding[]> {
  try {
    const document = await readJson(path)
    if (!Array.isArray(document)) return lintDocument(document)
    return document.flatMap((tariff: unknown, index) => {
      const place = (finding: Finding) => finding.path.replace('$', `$[${index}]`)
      return lintDocument(tariff).map(finding => ({ ...finding, path: place(finding) }))
    })
  } catch (fault) {
    if (!(fault instanceof UnreadableFile)) throw fault
    return [{ path: '$', code: 'unreadable', message: fault.message, severity: 'fault' }]
  }
}

function lintDocument(document: unknown): readonly Finding[] {
  const { tariff, faults } = parseTariff(document)
  return tariff ? [...faults, ...lintTariff(tariff)] : faults
}

function asData(linted: LintedFile): string {
  return `${JSON.stringify(linted)}\n`
}
