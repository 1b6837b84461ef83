/**
 * Names a step_size that bills more than 1 % above use in a session of 20 kWh or an hour, when the
 * last block is begun and half used, as on average it is.
 */

import { decimal, showScaled } from '@wattline/units'

import type { MeteredDimension } from '../rate/rated.js'
import { showQuantity, showStep } from '../total/show.js'
import { type Course, describeExample, exampleOf, rateCourse } from './example.js'
import type { Finding, Stretch } from './finding.js'
import { wattsAt } from './levels.js'
import { type Metered, meteredPrices, type Pricing, pricingsOf } from './prices.js'
import { type Reached, reach } from './reach.js'
import type { ProofRule, Site, Subject } from './site.js'

/** Wh and seconds. */
const usualUse = {
  ENERGY: 20_000,
  TIME: 3600,
  PARKING_TIME: 3600,
  RESERVATION_TIME: 3600,
} as const

export const stepOverUse: ProofRule = subject =>
  meteredPrices.flatMap(asked => {
    const found = pricingsOf(subject.tariff, asked).flatMap(
      pricing => findingOf(subject, asked, pricing) ?? [],
    )
    // Each step once, where it is first met.
    const stepAt = ({ elementIndex = 0 }: Finding): number | undefined =>
      subject.tariff.elements[elementIndex]?.components.find(({ type }) => type === asked.type)
        ?.stepSize
    return found.filter(
      (finding, place) => found.findIndex(other => stepAt(other) === stepAt(finding)) === place,
    )
  })

function findingOf(
  { tariff, sites }: Subject,
  asked: Metered,
  { elementIndex, componentIndex, boxes }: Pricing,
): Finding | undefined {
  const component = tariff.elements[elementIndex]?.components[componentIndex]
  if (!component || decimal(component.price).lte('0')) return undefined
  const { stepSize } = component
  if (stepSize * 50 <= usualUse[asked.dimension]) return undefined
  const step = { asked, stepSize, elementIndex, componentIndex, boxes }
  const proof = proofOf(sites, step)
  return proof && findingBy(proof, step)
}

function findingBy({ site, course, billed, added }: Proof, step: Step): Finding {
  const { asked, stepSize, elementIndex, componentIndex } = step
  const { dimension } = asked
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

interface Step extends Pricing {
  readonly asked: Metered
  /** Wh or seconds. */
  readonly stepSize: number
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
      const reached = reach(site, box, step.asked)
      for (const course of reached ? coursesOf(reached, step) : []) {
        const proof = proves(site, course, step)
        if (proof) return proof
      }
    }
  }
  return undefined
}

/** The usual session that uses half of its last block; and one that uses half of its first. */
function coursesOf({ course }: Reached, { asked: { dimension }, stepSize }: Step): Course[] {
  const before = course.stretches.slice(0, -1)
  const inside = course.stretches.slice(-1)
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
      ...course,
      stretches: [
        ...before,
        ...inside.map(stretch => ({ ...stretch, ...useOf(stretch, dimension, amount - already) })),
      ],
    }))
}

/** At the power that is measured, or 20 kWh an hour. */
function useOf(
  stretch: Stretch,
  dimension: MeteredDimension,
  amount: number,
): Pick<Stretch, 'seconds' | 'energyWh'> {
  if (stretch.activity !== 'CHARGING') return { seconds: amount, energyWh: 0 }
  const watts = Math.max(wattsAt(stretch) ?? usualUse.ENERGY, 1)
  return dimension === 'ENERGY'
    ? { seconds: Math.ceil((amount * 3600) / watts), energyWh: amount }
    : { seconds: amount, energyWh: Math.floor((amount * watts) / 3600) }
}

function proves(site: Site, course: Course, { asked, elementIndex }: Step): Proof | undefined {
  const { dimension } = asked
  const lines = rateCourse(site.tariff, course).lines.filter(
    ({ component }) => component.dimension === dimension,
  )
  const rounded = lines.find(({ addedByStep }) => addedByStep > 0)
  if (rounded?.component.elementIndex !== elementIndex) return undefined
  const billed = lines.reduce((sum, { quantity }) => sum + quantity, 0)
  const added = rounded.addedByStep
  return added * 100 > billed - added ? { site, course, billed, added } : undefined
}
