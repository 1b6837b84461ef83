#!/usr/bin/env node
/** `npm start`: prepares the checkout, then becomes the launcher, with no process in between. */

import { prepare } from './prepare.mjs'

await prepare()
const { main } = await import('../dist/start/main.js')
process.exitCode = await main(process.argv.slice(2))
