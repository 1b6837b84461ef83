/** `npm run attacks`: tries every attack on both engines here, and writes ATTACKS.md. */

import { writeFileSync } from 'node:fs'
import { cpus, release, totalmem, type } from 'node:os'
import { attackNames } from '../dist/attacks/attack.js'
import { attacks } from '../dist/attacks/loads.js'
import { tryNaked } from '../dist/attacks/naked.js'
import { nakedTries } from '../dist/attacks/naked-tries.js'
import { endingOf, tryAttack } from '../dist/attacks/try.js'
import { activeLayers, createArchiveCells, createRatingCells } from '../dist/index.js'

const names = attackNames(attacks)
const engines = [createRatingCells(), createArchiveCells()]

async function measure(cells) {
  const tried = []
  for (const attack of attacks) tried.push(await tryAttack(attack, cells))
  await cells.close()
  process.stdout.write(`${summary(cells.engine, tried)}\n`)
  return tried
}

const mb = bytes => Math.round(bytes / 1_048_576)
const cell = ({ outcome, wallMs, cpuMs, peakBytes }) =>
  `${endingOf(outcome)} | ${Math.round(wallMs)} | ${Math.round(cpuMs)} | ${mb(peakBytes)}`
const worst = (tried, of) => Math.round(Math.max(...tried.map(of)))

function summary(engine, tried) {
  const lost = tried.filter(each => !each.areNeighboursPriced).length
  return (
    `* \`${engine}\`: ${tried.length} attacks; neighbours not priced in ${lost}; longest ` +
    `${worst(tried, each => each.wallMs)} ms, largest cell ${mb(worst(tried, each => each.peakBytes))} MB, ` +
    `host kept from its work for at most ${worst(tried, each => each.stallMs)} ms.`
  )
}

const [rating, archive] = [await measure(engines[0]), await measure(engines[1])]
const { layers } = await activeLayers()
const naked = await tryNaked()
const rows = names.map((name, at) => `| ${name} | ${cell(rating[at])} | ${cell(archive[at])} |`)
const walls = layers.map(
  ({ name, isActive, detail }) => `* ${name}: ${isActive ? '' : 'MISSING, '}${detail}`,
)
const nakedRows = nakedTries.map(({ name, stoppedBy }, at) => {
  const by = naked[at].isStopped ? (stoppedBy ?? 'stopped') : '**nothing**'
  return `| ${name} | ${by} | ${naked[at].answer.replaceAll('|', '/')} |`
})

writeFileSync(
  new URL('../ATTACKS.md', import.meta.url),
  `# Attacks on the plugin cells

Written by \`npm run attacks\` in this package; a test holds the list to the table in \`src/attacks\`.
Machine: ${type()} ${release()}, ${cpus().length} × ${cpus()[0]?.model}, ${mb(totalmem())} MB, Node ${process.versions.node}.
The machine may have been busy with other work; CPU time is what counts, and what deadlines count.

Each attack stands in the middle of a batch of three sessions while another operator's cell prices three of its own.
Wall and CPU time are of the whole job, both operators, with every cell that was killed and started again; memory is that of
the largest cell. Limits are those of live bills. These are our own attacks, not a penetration test.

${summary(engines[0].engine, rating)}
${summary(engines[1].engine, archive)}

| attack | V8 ends | ms | CPU ms | MB | QuickJS ends | ms | CPU ms | MB |
|---|---|---|---|---|---|---|---|---|
${rows.join('\n')}

## Behind the realm: what the process alone stops

These tries run as plain Node code with \`require\` in a cell's process, as if an attacker had come out of SES and V8's sandboxing
altogether, beside the live cell of another operator. What nothing stops is said so.

${walls.join('\n')}

| from inside the process | stopped by | answer |
|---|---|---|
${nakedRows.join('\n')}
`,
)
process.stdout.write('wrote ATTACKS.md\n')
