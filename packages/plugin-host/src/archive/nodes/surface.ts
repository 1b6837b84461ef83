/**
 * Tells all that a plugin can reach of the language: the names of every object, what stands under
 * them and whether it can be changed.
 */

import { pluginGlobals } from '../../cell/globals.js'

const holders = pluginGlobals.filter(name => !/^(?:undefined|NaN|Infinity)$/.test(name))
const constructorOf = (value: string) => `${prototypeOf(value)}['con' + 'structor']`
const prototypeOf = (value: string) => `Object.getPrototypeOf(${value})`
const iterator = '[][Symbol.iterator]()'

/** Expressions by a name for each: the globals, and what only literals lead to. */
export const reachable: Readonly<Record<string, string>> = {
  ...Object.fromEntries(holders.map(name => [name, name])),
  ...Object.fromEntries(holders.map(name => [`${name}.prototype`, `${name}.prototype`])),
  arguments: 'arguments',
  arrow: '() => 1',
  class: 'class {}',
  function: 'function () {}',
  match: `/a/.exec('a')`,
  expression: '/a/',
  'expression.prototype': prototypeOf('/a/'),
  'expression.constructor': constructorOf('/a/'),
  'function.prototype': prototypeOf('() => 1'),
  'function.constructor': constructorOf('() => 1'),
  'async.prototype': prototypeOf('async () => 1'),
  'generator.prototype': prototypeOf('function* () {}'),
  'promise.prototype': prototypeOf('(async () => 1)()'),
  'promise.constructor': constructorOf('(async () => 1)()'),
  'iterator.prototype': prototypeOf(prototypeOf(iterator)),
  'iterator.constructor': constructorOf(prototypeOf(iterator)),
  'arrayIterator.prototype': prototypeOf(iterator),
  'mapIterator.prototype': prototypeOf('new Map().entries()'),
  'textIterator.prototype': prototypeOf(`''[Symbol.iterator]()`),
  'matchIterator.prototype': prototypeOf(`'a'.matchAll(/a/g)`),
  'stack of an error': `({ stack: new Error('x').stack })`,
  'stack of a caught one': `(() => { try { null.x } catch (e) { return { stack: e.stack } } })()`,
}

/**
 * Each field as its name, type, length or value, and what may be done to it. The `stack` of
 * `Error.prototype` is left out: where it lives differs, and it is empty everywhere.
 */
const tell = `
const tell = object => {
  if (typeof object !== 'object' && typeof object !== 'function') return [typeof object]
  const keys = [...Object.getOwnPropertyNames(object), ...Object.getOwnPropertySymbols(object)]
  return keys.filter(key => object !== Error.prototype || key !== 'stack').map(key => {
    const { value, writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(object, key)
    const isObject = typeof value === 'object' && value !== null
    const more = typeof value === 'function' ? value.length : isObject ? '' : JSON.stringify(value)
    return [String(key), typeof value, more, writable, enumerable, configurable].join()
  }).sort()
}`

const table = Object.entries(reachable)
  .map(([name, expression]) => `${JSON.stringify(name)}() { return ${expression} }`)
  .join(',\n')

/** A plugin that answers with what it finds of the object named by a fact, in pieces. */
export const surfaceBundle = `${tell}
const reach = { ${table} }
export default { price(input) {
  const text = tell(reach[input.facts.name]()).join(' ')
  const lines = []
  for (let from = 0; from < text.length || from === 0; from += 1600) {
    const labelArgs = []
    for (let at = from; at < from + 1600 && at < text.length; at += 200)
      labelArgs.push(text.slice(at, at + 200))
    lines.push({ code: 'FEE', kind: 'SURCHARGE', on: 'SESSION', amount: 1, labelKey: 'a', labelArgs })
  }
  return { lines }
} }`
