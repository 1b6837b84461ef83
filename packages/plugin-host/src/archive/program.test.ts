/** Holds the engine's name to what it names: the wasm file, and what the engine says of itself. */

import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { archiveEngine, readWasm } from './program.js'
import { QuickJs, ThrownInside } from './quickjs.js'

test('bills name the very file that runs', () => {
  expect(archiveEngine).toBe(
    'ses 2.3.0 / quickjs-wasi 3.6.2 / quickjs-ng 0.17.0 / ' +
      'sha256:d4c9375f2b1ca4dc95f72c8aa2982a7a9951ac8011490d79c6582df732b4bbd9',
  )
  expect(readWasm().subarray(0, 4)).toEqual(Buffer.from('\0asm'))
})

test('any other file is refused', () => {
  const path = join(tmpdir(), `wattline-wasm-${process.pid}`)
  writeFileSync(path, 'x')
  expect(() => readWasm(path)).toThrow('the archive engine is d4c9375f')
})

test('a value comes out, an error is told, and an image takes all of it back', () => {
  const engine = new QuickJs(readWasm())
  engine.evaluate('globalThis.at = 1; globalThis.next = () => String(at += 1)', 'a.js')
  const next = engine.field(engine.evaluate('globalThis', 'a.js'), 'next')
  const image = engine.image()
  expect([1, 2].map(() => engine.text(engine.call(next)))).toEqual(['2', '3'])
  engine.restore(image)
  expect(engine.text(engine.call(next))).toBe('2')
  expect(() => engine.evaluate('null.x', 'a.js')).toThrow(ThrownInside)
  engine.evaluate(`globalThis.held = 'x'.repeat(9000000)`, 'a.js')
  engine.restore(image)
  expect(engine.image()).toEqual(image)
})

test('there is no clock, randomness or output in the engine itself', () => {
  const engine = new QuickJs(readWasm())
  const text = (source: string) => engine.text(engine.evaluate(source, 'a.js'))
  expect(text('String(Date.now())')).toBe('0')
  const other = new QuickJs(readWasm())
  expect(text('String(Math.random())')).toBe(
    other.text(other.evaluate('String(Math.random())', 'a.js')),
  )
})
