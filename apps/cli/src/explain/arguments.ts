/** Reads the command line of `wattline explain`. */

import { parseArgs } from 'node:util'

import { type Change, type Language, languages } from '@wattline/tariffs'
import { isTimeZone } from '@wattline/units'

export const usage = `wattline explain --tariff tariff.json --cdr cdr.json --timezone Europe/Berlin

Prices one received CDR with its OCPI tariff and says why each line is on the bill.

  --tariff    the tariff; may be given several times where the periods name several
  --cdr       the charge detail record
  --timezone  the IANA zone of the site, which OCPI 2.2.1 and 2.3.0 do not say
  --lang      ${languages.map(name => name.toLowerCase()).join(', ')}; English unless given
  --without   what it would have cost without an element (2) or one of its prices (2.1)
  --shift     what it would have cost so much later (3h, 1h30min) or earlier (--shift=-45min)
  --json      the bill with its explanations as data

Exit code: 0 explained, 1 cannot be priced, 2 not understood.`

export interface ExplainArguments {
  readonly tariffs: readonly string[]
  readonly cdr: string
  readonly timeZone: string
  readonly language: Language
  readonly changes: readonly Change[]
  readonly isJson: boolean
}

/** The command line is not understood; the message says what to do. */
export class Misuse extends Error {
  override readonly name = 'Misuse'
}

const text = { type: 'string' } as const
const texts = { type: 'string', multiple: true } as const
const flag = { type: 'boolean' } as const
const options = {
  tariff: texts,
  cdr: text,
  timezone: text,
  lang: text,
  without: texts,
  shift: texts,
  json: flag,
  help: flag,
} as const

/** @throws Misuse */
export function readArguments(args: readonly string[]): ExplainArguments | 'help' {
  const values = parse(args)
  if (values.help) return 'help'
  const { tariff = [], cdr, timezone, without = [], shift = [] } = values
  if (tariff.length === 0) throw new Misuse('name the tariff: --tariff')
  if (cdr === undefined) throw new Misuse('name the charge detail record: --cdr')
  if (timezone === undefined) throw new Misuse('name the zone of the site: --timezone')
  if (!isTimeZone(timezone)) {
    throw new Misuse(`${timezone} is no IANA time zone; write it as Europe/Berlin`)
  }
  return {
    tariffs: tariff,
    cdr,
    timeZone: timezone,
    language: readLanguage(values.lang ?? 'en'),
    changes: [...without.map(readWithout), ...shift.map(readShift)],
    isJson: values.json ?? false,
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options }).values
  } catch (fault) {
    throw new Misuse((fault as Error).message)
  }
}

function readLanguage(text: string): Language {
  const language = languages.find(name => name === text.toUpperCase())
  if (language) return language
  const known = languages.map(name => name.toLowerCase()).join(', ')
  throw new Misuse(`--lang ${text} is none of: ${known}`)
}

/** Counted from 1, as the receipt counts them. */
function readWithout(text: string): Change {
  const [, element, component] = /^([1-9]\d{0,5})(?:\.([1-9]\d{0,5}))?$/.exec(text) ?? []
  if (element === undefined) {
    throw new Misuse(`--without ${text} is no element; write 2, or 2.1 for its first price`)
  }
  const elementIndex = Number(element) - 1
  if (component === undefined) return { kind: 'without', elementIndex }
  return { kind: 'without', elementIndex, componentIndex: Number(component) - 1 }
}

const length = /^([+-])?(?:(\d{1,4})d)?(?:(\d{1,5})h)?(?:(\d{1,6})min)?(?:(\d{1,8})s)?$/

function readShift(text: string): Change {
  const [whole, sign, ...parts] = length.exec(text) ?? []
  if (whole === undefined || parts.every(part => part === undefined)) {
    throw new Misuse(`--shift ${text} is no length of time; write 3h, 1h30min or -45min`)
  }
  const [days = 0, hours = 0, minutes = 0, rest = 0] = parts.map(part => Number(part ?? 0))
  const seconds = days * 86_400 + hours * 3600 + minutes * 60 + rest
  return { kind: 'shift', seconds: sign === '-' ? -seconds : seconds }
}
