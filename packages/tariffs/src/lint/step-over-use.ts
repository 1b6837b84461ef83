/**
 * Names a step_size that bills more than 1 % above use in a session of 20 kWh or an hour, when the
 * last block is begun and half used, as on average it is.
 */

import { decimal, showScaled } from '@wattline/units'

import type { PriceComponent } from '../tariff.js'
import { showQuantity, showStep } from '../total/show.js'
import type { Box } from './box.js'
import { type Course, describeExample, exampleOf, rateCourse } from './example.js'
import type { Finding, Stretch } from './finding.js'
import { type Pricing, pricingsOf } from './prices.js'
import { type Reached, reach } from './reach.js'
import type { ProofRule, Site, Subject } from './site.js'

/** Wh and seconds. */
const usualUse = { ENERGY: 20_000, TIME: 3600, PARKING_TIME: 3600 } as const
type Stepped = keyof typeof usualUse

export const stepOverUse: ProofRule = subject =>
  (['ENERGY', 'TIME', 'PARKING_TIME'] as const).flatMap(dimension => {
    const found = pricingsOf(subject.tariff, dimension).flatMap(
      pricing => findingOf(subject, dimension, pricing) ?? [],
    )
    // Each step once, where it is first met.
    const stepAt = ({ elementIndex = 0 }: Finding): number | undefined =>
      subject.tariff.elements[elementIndex]?.components.find(({ type }) => type === dimension)
        ?.stepSize
    return found.filter(
      (finding, place) => found.findIndex(other => stepAt(other) === stepAt(finding)) === place,
    )
  })

function findingOf(
  { tariff, sites }: Subject,
  dimension: Stepped,
  { elementIndex, componentIndex, boxes }: Pricing,
): Finding | undefined {
  const component = tariff.elements[elementIndex]?.components[componentIndex]
  if (!component || decimal(component.price).lte('0')) return undefined
  const { stepSize } = component
  if (stepSize * 50 <= usualUse[dimension]) return undefined
  const proof = proofOf(sites, { dimension, stepSize, elementIndex, boxes })
  return proof && findingBy(proof, component, { elementIndex, componentIndex, boxes })
}

function findingBy(
  { site, course, billed, added }: Proof,
  { type: dimension, stepSize }: PriceComponent,
  { elementIndex, componentIndex }: Pricing,
): Finding {
  const example = exampleOf(site, course)
  const used = billed - added
  const percent = showScaled((BigInt(added) * 1000n) / BigInt(used), 1)
  const unit = dimension === 'ENERGY' ? 'kWh' : 'h'
  const block = showStep(dimension, stepSize * (dimension === 'ENERGY' ? 1000 : 100))
  return {
    path: `$.elements[${elementIndex}].price_components[${componentIndex}].step_size`,
    code: 'step-over-use',
    message:
      `blocks of ${block} bill ${showQuantity(dimension, billed)} ${unit} for ` +
      `${showQuantity(dimension, used)} ${unit} used, ${percent} % more: ${describeExample(example)}`,
    severity: 'warning',
    elementIndex,
    dimension,
    examples: [example],
  }
}

interface Step {
  readonly dimension: Stepped
  /** Wh or seconds. */
  readonly stepSize: number
  readonly elementIndex: number
  readonly boxes: readonly Box[]
}

/** A session whose last block is added by the step, and how much that is. */
interface Proof {
  readonly site: Site
  readonly course: Course
  /** Thousandths of a Wh or hundredths of a second. */
  readonly billed: number
  readonly added: number
}

function proofOf(sites: readonly Site[], step: Step): Proof | undefined {
  for (const site of sites) {
    for (const box of step.boxes) {
      const reached = reach(site, box, step.dimension)
      for (const course of reached ? coursesOf(reached, step) : []) {
        const proof = proves(site, course, step)
        if (proof) return proof
      }
    }
  }
  return undefined
}

/** The usual session that uses half of its last block; and one that uses half of its first. */
function coursesOf({ course: { startSecond, stretches } }: Reached, step: Step): Course[] {
  const { dimension, stepSize } = step
  const before = stretches.slice(0, -1)
  const amountOf = ({ seconds, energyWh }: Stretch): number =>
    dimension === 'ENERGY' ? energyWh : seconds
  const already =
    dimension === 'PARKING_TIME' ? 0 : before.reduce((sum, each) => sum + amountOf(each), 0)
  const half = Math.ceil(stepSize / 2)
  const usual = usualUse[dimension] - (usualUse[dimension] % stepSize) + half
  const least = already - (already % stepSize) + half
  return [usual, least, least + stepSize]
    .filter(amount => amount > already)
    .map(amount => ({
      startSecond,
      stretches: [...before, stretchOf(dimension, amount - already)],
    }))
}

/** At 20 kWh an hour. */
function stretchOf(dimension: Stepped, amount: number): Stretch {
  if (dimension === 'PARKING_TIME') return { activity: 'PARKED', seconds: amount, energyWh: 0 }
  const { ENERGY: usualWh, TIME: usualSeconds } = usualUse
  const seconds = dimension === 'TIME' ? amount : Math.ceil((amount * usualSeconds) / usualWh)
  const energyWh = dimension === 'ENERGY' ? amount : Math.floor((amount * usualWh) / usualSeconds)
  return { activity: 'CHARGING', seconds, energyWh }
}

function proves(site: Site, course: Course, { dimension, elementIndex }: Step): Proof | undefined {
  const lines = rateCourse(site.tariff, course).lines.filter(
    ({ component }) => component.dimension === dimension,
  )
  const rounded = lines.find(({ addedByStep }) => addedByStep > 0)
  if (rounded?.component.elementIndex !== elementIndex) return undefined
  const billed = lines.reduce((sum, { quantity }) => sum + quantity, 0)
  const added = rounded.addedByStep
  return added * 100 > billed - added ? { site, course, billed, added } : undefined
}
