#!/usr/bin/env node
/** The `wattline` command: builds on first use, then runs what was built. */

import { existsSync } from 'node:fs'

import { checkNode, prepare } from './prepare.mjs'

const built = new URL('../dist/main.js', import.meta.url)
if (existsSync(built)) checkNode()
else await prepare()
const { main } = await import(built.href)
process.exitCode = await main(process.argv.slice(2))
