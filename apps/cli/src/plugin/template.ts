/** The files of a new plugin: small, real, and within every rule of the publish gate. */

/** Texts by their path inside the plugin's folder. @param sdkVersion as package.json states it */
export function templateOf(name: string, sdkVersion: string): Readonly<Record<string, string>> {
  return {
    'package.json': packageJson(name, sdkVersion),
    'tsconfig.json': tsconfig,
    '.gitignore': 'node_modules/\n',
    'README.md': readme(name),
    'src/plugin.ts': plugin(name),
    'src/goldens.ts': goldens,
  }
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

const packageJson = (name: string, sdkVersion: string): string =>
  json({
    name,
    version: '0.1.0',
    private: true,
    type: 'module',
    dependencies: { '@wattline/plugin-sdk': sdkVersion },
  })

const tsconfig = json({
  compilerOptions: {
    target: 'ES2022',
    lib: ['ES2023'],
    module: 'NodeNext',
    moduleResolution: 'NodeNext',
    types: [],
    strict: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    skipLibCheck: true,
  },
  include: ['src'],
})

const readme = (name: string): string => `# ${name}

A tariff plugin: a share off the energy charged on chosen weekdays, by the site's clock.

* \`src/plugin.ts\` says what it adds to a bill: \`price(input, params)\` gives lines.
* \`src/goldens.ts\` are sessions with the lines they must give; they are published with it.

\`\`\`sh
npx wattline plugin check .            # the whole publish gate, on this machine
npx wattline plugin check . --watch    # again with every change
export WATTLINE_KEY=…                  # the operator's key; npm start prints one
npx wattline plugin publish .          # hand it in: from then on this version never changes
npx wattline plugin backtest ${name} --params '{"discountBp":2500,"weekdays":[6,7]}'
npx wattline plugin activate ${name} --params '{"discountBp":2500,"weekdays":[6,7]}'
npx wattline plugin approve            # what waits for a second person
npx wattline plugin history            # what was ever assigned
npx wattline plugin rollback           # what applied before applies again
\`\`\`

The last five are for everywhere the operator charges; \`--location\` names one site.

All amounts are whole minor units × 10 000 (one cent is 10000), shares are basis points, energy is Wh, time is seconds.
A plugin has no clock: each period says its minuteOfDay, weekday and date at the site, and \`cuts\` names where prices change, so
that no period lies on both sides. What a line may come to at most stands in \`emits\`.
`

const plugin = (
  name: string,
): string => `/** A share off the energy charged on chosen weekdays, by the site's clock. */

import { definePlugin, shareOff } from '@wattline/plugin-sdk'

export default definePlugin({
  id: '${name}',
  version: '0.1.0',
  author: 'You',
  description: 'A share off the energy charged on chosen weekdays, site time.',
  phase: 'PROMOTION',
  emits: [
    {
      code: 'CHOSEN_DAYS',
      kind: 'DISCOUNT',
      on: 'ENERGY',
      bounds: [{ shareOfBaseBp: { param: 'discountBp' } }],
    },
  ],
  // At midnight the weekday changes: no period may lie on both sides of it.
  cuts: [{ clock: '00:00' }],
  params: {
    type: 'object',
    properties: {
      discountBp: {
        type: 'integer',
        minimum: 1,
        maximum: 10_000,
        description: 'Basis points off: 2500 is a quarter.',
      },
      weekdays: {
        type: 'array',
        items: { type: 'integer', minimum: 1, maximum: 7 },
        minItems: 1,
        uniqueItems: true,
        description: '1 (Monday) to 7 (Sunday), at the site.',
      },
    },
    required: ['discountBp', 'weekdays'],
    additionalProperties: false,
  },
  price: (input, { discountBp, weekdays }) => {
    const periods = input.periods.flatMap(({ weekday, energyWh }, index) =>
      weekdays.includes(weekday) && energyWh > 0 ? [index] : [],
    )
    if (periods.length === 0) return { lines: [] }
    const line = {
      code: 'CHOSEN_DAYS',
      on: 'ENERGY',
      periods,
      labelKey: 'chosen-days.discount',
      labelArgs: [discountBp],
    } as const
    return { lines: shareOff(input, line, discountBp) }
  },
})
`

const goldens = `/** Golden tests: sessions with the lines they must give, tried at every publish. */

import { type Golden, sampleInput } from '@wattline/plugin-sdk'

const params = { discountBp: 2500, weekdays: [6, 7] }
/** Ten kWh at 40 cents, in minor units × 10 000. */
const tenKwh = { energyWh: 10_000, base: { ENERGY: 4_000_000 } }
const saturday = { weekday: 6, date: 20250607 }
const sunday = { weekday: 7, date: 20251026 }

const line = (periods: readonly number[], amount: number) => ({
  code: 'CHOSEN_DAYS',
  kind: 'DISCOUNT' as const,
  on: 'ENERGY' as const,
  periods,
  amount,
  labelKey: 'chosen-days.discount',
  labelArgs: [2500],
})

const goldens: readonly Golden<typeof params>[] = [
  {
    name: 'a quarter off on a Saturday',
    input: sampleInput([{ ...tenKwh, ...saturday }]),
    params,
    lines: [line([0], -1_000_000)],
  },
  {
    name: 'nothing off on a Monday',
    input: sampleInput([tenKwh]),
    params,
    lines: [],
  },
  {
    name: 'from Friday into Saturday, only what was charged after midnight',
    input: sampleInput([
      { ...tenKwh, minuteOfDay: 1380, weekday: 5, date: 20250606 },
      { ...tenKwh, minuteOfDay: 0, ...saturday },
    ]),
    params,
    lines: [line([1], -1_000_000)],
  },
  {
    name: 'both of the doubled hours on the Sunday on which clocks are set back',
    input: sampleInput([
      { ...tenKwh, minuteOfDay: 120, ...sunday },
      { ...tenKwh, minuteOfDay: 120, ...sunday },
    ]),
    params,
    lines: [line([0, 1], -2_000_000)],
  },
  {
    name: 'nothing off where nothing was charged',
    input: sampleInput([saturday]),
    params,
    lines: [],
  },
]

export default goldens
`
