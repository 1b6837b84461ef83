/** Runs by itself, in a process that it locks down: measures one plugin, and prints the figures. */

import { readFileSync, writeSync } from 'node:fs'

import { type Measured, measureInCell } from '@wattline/plugin-host/measure'

const figures = measureInCell(JSON.parse(readFileSync(0, 'utf8')) as Measured)
writeSync(1, JSON.stringify(figures))
