/** `wattline plugin new`: makes a folder with a small plugin that works at once. */

import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

import { templateOf } from './template.js'

export const usage = `wattline plugin new NAME

Makes the folder NAME with a tariff plugin that works: src/plugin.ts with one parameter,
src/goldens.ts with its golden tests, and a README that says what comes next.

  NAME  lower-case words joined by hyphens; a path may stand before it

Exit code: 0 made, 1 there is such a folder already, 2 not understood.`

const checkout = fileURLToPath(new URL('../../../../', import.meta.url))
const sdk = join(checkout, 'packages/plugin-sdk')
const namePattern = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/
const nameCharactersMax = 64

export async function main(args: readonly string[]): Promise<number> {
  const asked = readArguments(args)
  if ('fault' in asked) {
    process.stderr.write(`wattline plugin new: ${asked.fault}\n\n${usage}\n`)
    return 2
  }
  if ('isHelp' in asked) {
    process.stdout.write(`${usage}\n`)
    return 0
  }
  const { folder } = asked
  if (existsSync(folder)) {
    process.stderr.write(`wattline plugin new: ${folder} is there already: choose another name.\n`)
    return 1
  }
  make(folder)
  const shown = relative('.', folder) || folder
  process.stdout.write(
    `${shown} is made. Next:\n\n  npx wattline plugin check ${shown}\n\nIts README says how it comes into a price.\n`,
  )
  return 0
}

function readArguments(
  args: readonly string[],
): { readonly folder: string } | { readonly isHelp: true } | { readonly fault: string } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { help: { type: 'boolean' } },
    })
    if (values.help) return { isHelp: true }
    const [path, another] = positionals
    if (path === undefined || another !== undefined) return { fault: 'give it one name.' }
    const name = basename(path)
    if (!namePattern.test(name) || name.length > nameCharactersMax)
      return { fault: `${name} is no name: lower-case words joined by hyphens, as night-saver.` }
    return { folder: resolve(path) }
  } catch (fault) {
    return { fault: (fault as Error).message }
  }
}

/** Inside the checkout the SDK is found as our own plugins find it; elsewhere it is linked. */
function make(folder: string): void {
  const isInside = `${folder}${sep}`.startsWith(checkout)
  const sdkVersion = isInside ? '0.1.0' : `file:${sdk}`
  for (const [name, text] of Object.entries(templateOf(basename(folder), sdkVersion))) {
    const path = join(folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
  if (isInside) return
  // What npm would do for such a dependency, so that nothing need be installed first.
  mkdirSync(join(folder, 'node_modules/@wattline'), { recursive: true })
  symlinkSync(sdk, join(folder, 'node_modules/@wattline/plugin-sdk'), 'dir')
}
