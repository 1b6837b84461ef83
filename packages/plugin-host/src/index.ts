/**
 * Runs published plugins in their rating cell, and makes and judges the bundles that are published.
 */

export {
  type ArchiveCellOptions,
  type ArchiveCells,
  createArchiveCells,
  type Fuelled,
} from './archive/archive-cells.js'
export { type BuiltBundle, buildBundle, buildData } from './bundle/build.js'
export { bundlePlugin, bundlePlugins, hashPlugin, UnsoundPlugin } from './bundle/bundle.js'
export { describeBundle, maxGoldensCharacters } from './bundle/describe.js'
export { lintBundle } from './bundle/lint.js'
export type { BundleFault } from './bundle/parse.js'
export { type Place, showPlace } from './bundle/places.js'
export { createPluginGate, type GateOptions, type OpenGate } from './gate/gate.js'
export { type ActiveLayers, activeLayers } from './layers.js'
export { type LayerOptions, LayersMissing } from './need-layers.js'
export type { Launcher, Layer } from './pool/launch.js'
export { createRatingCells, type RatingCellOptions } from './rating-cells.js'
