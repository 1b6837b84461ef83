import { type Fault, listFiles, listSources, listWorkspaces } from './checkout.js'
import { bannedFaults } from './rules/banned.js'
import { deadFaults, untestedFaults } from './rules/company.js'
import { importFaults } from './rules/imports.js'
import { nameFaults } from './rules/names.js'
import { openingFaults } from './rules/opening.js'
import { placeFaults } from './rules/places.js'
import { linkFaults, readmeFaults } from './rules/readmes.js'
import { sizeFaults } from './rules/size.js'

const files = listFiles()
const workspaces = listWorkspaces()
const sources = listSources(workspaces)

/** Fails with one line per fault, as a compiler would. */
function expectNone(faults: readonly Fault[]): void {
  const lines = faults.map(({ path, line, text }) => `${path}:${line}: ${text}`)
  expect(lines.join('\n')).toBe('')
}

test('there is a house to look at', () => {
  expect(workspaces.map(({ folder }) => folder)).toContain('packages/units')
  expect(sources.length).toBeGreaterThan(100)
})

test('every source file opens with a sentence that says its one job', () => {
  expectNone(sources.flatMap(openingFaults))
})

test('files, lines, functions and parameter lists keep to their size', () => {
  expectNone(sources.flatMap(sizeFaults))
})

test('nothing banned is used', () => {
  expectNone(sources.flatMap(bannedFaults))
})

test('files and folders are named by what they do', () => {
  expectNone(files.flatMap(nameFaults))
})

test('imports go one way', () => {
  expectNone(sources.flatMap(importFaults))
})

test('every file of pure and core packages has a test', () => {
  expectNone(untestedFaults(sources))
})

test('every source file is used', () => {
  expectNone(deadFaults(sources))
})

test('every workspace has a short README, and every link leads somewhere', () => {
  const documents = files.filter(path => path.endsWith('.md'))
  expectNone([...readmeFaults(workspaces), ...documents.flatMap(linkFaults)])
})

test('nothing names a place that exists on one machine only', () => {
  const texts = files.filter(path => /\.(ts|mjs|json|md|graphql|sql|sh)$/.test(path))
  expectNone(texts.flatMap(placeFaults))
})
