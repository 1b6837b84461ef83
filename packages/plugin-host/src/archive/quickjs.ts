/**
 * QuickJS as a WebAssembly instance, seen from the JavaScript of the cell around it: evaluates,
 * calls, counts fuel, and goes back to an image of its memory.
 *
 * The wasm file is that of `quickjs-wasi`, pinned by its hash. Its exports are used directly, since
 * all is synchronous here and nothing need be freed: what a session leaves behind ends with the
 * next `restore`. It imports nothing that tells the time, draws a random number or calls the host.
 */

/** The part of WebAssembly in use, which Node's own types leave out. */
declare const WebAssembly: {
  readonly Module: new (wasm: Uint8Array) => object
  readonly Instance: new (module: object, imports: object) => { readonly exports: object }
}

/** The exports in use. A value is a pointer to a box that holds it. */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): void }
  _initialize(): void
  qjs_init(): number
  qjs_set_max_stack_size(bytes: number): void
  qjs_set_memory_limit(bytes: number): void
  qjs_set_interrupt_handler(isOn: number): void
  qjs_eval(code: number, bytes: number, file: number, flags: number): number
  qjs_call(callee: number, self: number, count: number, values: number): number
  qjs_get_context_ptr(): number
  qjs_get_undefined(): number
  qjs_get_exception(): number
  qjs_get_prop_string(object: number, name: number): number
  qjs_get_string_len(value: number, bytesAt: number): number
  qjs_is_exception(value: number): number
  qjs_new_string(text: number, bytes: number): number
  qjs_new_array_buffer(data: number, bytes: number): number
  wasm_malloc(bytes: number): number
}

/** Where in its context this very build keeps the ticks left until it asks its handler. */
const countdownOffset = 292
/** Calls and jumps from one question to the handler to the next; QuickJS's own constant. */
const ticksPerInterrupt = 10_000
/** Far less than V8's stack for the wasm frames allows: recursion always ends at this one. */
const stackBytesMax = 262_144
/** Counted by QuickJS itself, from the same image: it runs out at the same place every time. */
const heapBytesMax = 33_554_432
/** The C stack lies first in memory, and is empty between calls. */
const stackEnd = 1_048_576
const pageBytes = 65_536
const badDescriptor = 8

/** A plugin used up its fuel. It cannot catch this, so it cannot hide it. */
export class OutOfFuel extends Error {
  override readonly name = 'OutOfFuel'
}

/** Something was thrown inside, and not caught there. */
export class ThrownInside extends Error {
  override readonly name = 'ThrownInside'
}

/** All memory above the stack. From equal images, equal calls do exactly the same. */
export type Image = Uint8Array

export type Value = number

export class QuickJs {
  private readonly module: object
  private exports: Exports
  private interruptsAllowed = Number.POSITIVE_INFINITY
  private interrupts = 0
  private readonly words = new TextEncoder()

  constructor(wasm: Uint8Array) {
    this.module = new WebAssembly.Module(wasm)
    this.exports = this.instantiate()
    this.exports._initialize()
    if (this.exports.qjs_init() !== 0) throw new Error('QuickJS did not start')
    this.exports.qjs_set_max_stack_size(stackBytesMax)
    this.exports.qjs_set_memory_limit(heapBytesMax)
    this.exports.qjs_set_interrupt_handler(1)
  }

  /** A global script. @throws ThrownInside */
  evaluate(source: string, file: string): Value {
    const { at, bytes } = this.write(source)
    return this.settle(this.exports.qjs_eval(at, bytes, this.write(file).at, 0))
  }

  field(object: Value, name: string): Value {
    return this.settle(this.exports.qjs_get_prop_string(object, this.write(name).at))
  }

  /** @throws ThrownInside, OutOfFuel; a RuntimeError where the engine itself gave up */
  call(callee: Value, ...values: readonly Value[]): Value {
    const list = this.allocate(values.length * 4)
    new Uint32Array(this.exports.memory.buffer, list, values.length).set(values)
    const self = this.exports.qjs_get_undefined()
    return this.settle(this.exports.qjs_call(callee, self, values.length, list))
  }

  text(value: Value): string {
    const bytesAt = this.allocate(4)
    const at = this.exports.qjs_get_string_len(value, bytesAt)
    const bytes = new DataView(this.exports.memory.buffer).getUint32(bytesAt, true)
    return new TextDecoder().decode(new Uint8Array(this.exports.memory.buffer, at, bytes))
  }

  newText(text: string): Value {
    const { at, bytes } = this.write(text)
    return this.exports.qjs_new_string(at, bytes)
  }

  newBuffer(figures: Float64Array): Value {
    const data = new Uint8Array(figures.buffer, figures.byteOffset, figures.byteLength)
    const at = this.allocate(data.length)
    new Uint8Array(this.exports.memory.buffer).set(data, at)
    return this.exports.qjs_new_array_buffer(at, data.length)
  }

  /** From here on at most so many ticks, in whole interrupts. */
  fuel(ticksAllowed: number): void {
    this.interrupts = 0
    this.interruptsAllowed = Math.ceil(ticksAllowed / ticksPerInterrupt)
    this.countdown.setInt32(0, ticksPerInterrupt, true)
  }

  /** Ticks since `fuel` was called: the calls and jumps that the engine made. */
  fuelUsed(): number {
    return (this.interrupts + 1) * ticksPerInterrupt - this.countdown.getInt32(0, true)
  }

  image(): Image {
    return new Uint8Array(this.exports.memory.buffer).slice(stackEnd)
  }

  /** Makes all memory what it was; a new instance, where the old one has grown beyond it. */
  restore(image: Image): void {
    this.interruptsAllowed = Number.POSITIVE_INFINITY
    if (this.exports.memory.buffer.byteLength !== stackEnd + image.length) this.renew(image)
    new Uint8Array(this.exports.memory.buffer).set(image, stackEnd)
  }

  /** An instance that has never run anything, with the memory of the image. */
  renew(image: Image): void {
    this.exports = this.instantiate()
    const { memory } = this.exports
    memory.grow((stackEnd + image.length - memory.buffer.byteLength) / pageBytes)
    new Uint8Array(memory.buffer).set(image, stackEnd)
  }

  private get countdown(): DataView {
    const { memory, qjs_get_context_ptr } = this.exports
    return new DataView(memory.buffer, qjs_get_context_ptr() + countdownOffset, 4)
  }

  private settle(value: Value): Value {
    if (this.exports.qjs_is_exception(value) === 0) return value
    if (this.interrupts >= this.interruptsAllowed) throw new OutOfFuel('the fuel is used up')
    const message = this.exports.qjs_get_prop_string(
      this.exports.qjs_get_exception(),
      this.write('message').at,
    )
    throw new ThrownInside(this.text(message))
  }

  private allocate(bytes: number): number {
    const at = this.exports.wasm_malloc(Math.max(bytes, 1))
    if (at === 0) throw new Error('QuickJS has no memory left')
    return at
  }

  private write(text: string): { at: number; bytes: number } {
    const encoded = this.words.encode(`${text}\0`)
    const at = this.allocate(encoded.length)
    new Uint8Array(this.exports.memory.buffer).set(encoded, at)
    return { at, bytes: encoded.length - 1 }
  }

  private instantiate(): Exports {
    const refuse = () => badDescriptor
    const nothing = () => 0
    const host = {
      host_call: nothing,
      host_interrupt: () => (++this.interrupts >= this.interruptsAllowed ? 1 : 0),
      host_promise_rejection: nothing,
      host_module_normalize: nothing,
      host_module_load: nothing,
      host_get_timezone_offset: nothing,
    }
    const system = {
      clock_time_get: nothing,
      fd_close: refuse,
      fd_fdstat_get: refuse,
      fd_seek: refuse,
      fd_write: refuse,
      random_get: nothing,
    }
    const imports = { env: host, wasi_snapshot_preview1: system }
    return new WebAssembly.Instance(this.module, imports).exports as Exports
  }
}
