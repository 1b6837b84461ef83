/**
 * The program inside an archive cell: QuickJS in its own memory, which is the same, byte for byte,
 * before every session.
 */

import { Buffer } from 'node:buffer'

import { serve } from '../cell/serve.js'
import { toCell } from '../wire/frames.js'
import { pack } from '../wire/pack.js'
import { type LoadRequest, type RunHeader, readRun } from '../wire/requests.js'
import { createUnpacker } from '../wire/unpack.js'
import { fuelAllowed } from './fuel.js'
import { type Image, OutOfFuel, QuickJs, type Value } from './quickjs.js'

/** Put before this program by the host: the wasm file in base64, and scripts for its inside. */
declare const assets: { readonly wasm: string; readonly scripts: readonly string[] }

const engine = new QuickJs(Buffer.from(assets.wasm, 'base64'))
const inside = start()
const fresh = engine.image()
const plugins = new Map<string, Image>()

function start(): Readonly<Record<'load' | 'prepare' | 'price', Value>> {
  let last: Value = 0
  for (const script of assets.scripts) last = engine.evaluate(script, 'cell.js')
  const [load, prepare, price] = ['load', 'prepare', 'price'].map(name => engine.field(last, name))
  return { load: load as Value, prepare: prepare as Value, price: price as Value }
}

/** What an engine that is lost says of a session; its instance is never used again. */
function failureOf(thrown: unknown, image: Image): string {
  engine.renew(image)
  const message = thrown instanceof OutOfFuel ? 'out of fuel' : 'the engine gave up'
  return JSON.stringify({ failed: 'threw', message })
}

function load(payload: Buffer): string {
  const { key, source } = JSON.parse(payload.toString()) as LoadRequest
  engine.restore(fresh)
  try {
    const answer = engine.text(engine.call(inside.load, engine.newText(JSON.stringify(source))))
    if (answer === '{}') plugins.set(key, engine.image())
    return answer
  } catch (thrown) {
    return failureOf(thrown, fresh)
  }
}

interface Told {
  readonly ticks: number
  readonly reply: string
}

/** From the image of its plugin, so that nothing of an earlier session is left. */
function price(image: Image, headerJson: string, figures: Float64Array): Told {
  engine.restore(image)
  try {
    engine.call(inside.prepare, engine.newText(headerJson), engine.newBuffer(figures))
    engine.fuel(fuelAllowed)
    const answer = engine.call(inside.price)
    return { ticks: engine.fuelUsed(), reply: engine.text(answer) }
  } catch (thrown) {
    const ticks = Math.min(engine.fuelUsed(), fuelAllowed)
    return { ticks, reply: failureOf(thrown, image) }
  }
}

function imageOf({ key }: RunHeader): Image {
  const image = plugins.get(key)
  if (image === undefined) throw new Error('a request names a plugin that was not loaded')
  return image
}

/** A line with the ticks of each session, and after it the replies as a rating cell gives them. */
function run(payload: Buffer): string {
  const { header, packed } = readRun(payload)
  const image = imageOf(header)
  const nextInput = createUnpacker(packed)
  const told = Array.from({ length: header.sessions }, () => {
    const { figures, texts } = pack([nextInput()])
    return price(image, JSON.stringify({ params: header.params, texts }), figures)
  })
  const ticks = JSON.stringify(told.map(each => each.ticks))
  return `${ticks}\n[${told.map(each => each.reply).join(',')}]`
}

serve({ [toCell.load]: load, [toCell.run]: run })
