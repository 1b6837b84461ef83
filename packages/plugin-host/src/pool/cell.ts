/**
 * One live cell seen from the host: asks it one thing at a time, kills it at its limits, and says
 * how it was lost.
 */

import type { ChildProcess } from 'node:child_process'
import type { Socket } from 'node:net'

import { createFrameReader, type Frame, frameOf, fromCell } from '../wire/frames.js'
import { type Launcher, launch } from './launch.js'
import { ratingProgram } from './program.js'
import { type Limits, watch } from './watch.js'

/** The cell is gone, and this request with it. */
export interface Lost {
  readonly lost: 'timeout' | 'memory' | 'cell-lost'
}

export interface Cell {
  readonly isAlive: () => boolean
  /** Never rejects. One request at a time. */
  ask(kind: number, payload: Uint8Array, limits: Limits): Promise<{ text: string } | Lost>
  /** Resolves once the cell has all that it was asked, or is gone. Never rejects. */
  sent(): Promise<void>
  /** Resolves once the process has ended. */
  close(): Promise<void>
}

/** A cell on its way. It keeps its host alive only while somebody waits for it. */
export interface OpeningCell {
  readonly isAlive: () => boolean
  /** @throws when the process never says that it is ready: weather, not a plugin's doing */
  ready(): Promise<Cell>
  close(): Promise<void>
}

const startTimeoutMs = 60_000
/** Above what any batch of sound answers comes to. */
const replyBytesMax = 67_108_864
const stderrCharactersMax = 4096
const outOfMemory = /out of memory|allocation failed/i

/** A warm cell must not keep its host alive; a cell that is asked something must. */
function holdHost(child: ChildProcess, isHolding: boolean): void {
  for (const part of [child, child.stdin, child.stdout, child.stderr] as (Socket | null)[])
    isHolding ? part?.ref() : part?.unref()
}

interface Pending {
  readonly limits: Limits
  readonly resolve: (answer: { text: string } | Lost) => void
  stopWatching?: () => void
}

class LiveCell implements Cell, OpeningCell {
  private readonly opened: Promise<void>
  private readonly ended: Promise<void>
  private readonly readFrames = createFrameReader(replyBytesMax)
  private pending: Pending | undefined
  private lostTo: Lost['lost'] | undefined
  private hasEnded = false
  private stderr = ''
  private onReady = () => {}
  private onNeverReady = (_reason: Error) => {}

  constructor(
    private readonly child: ChildProcess,
    program: Buffer,
  ) {
    this.opened = new Promise((resolve, reject) => {
      this.onReady = resolve
      this.onNeverReady = reject
    })
    this.opened.catch(() => {}) // Told to whoever waits for it, or to nobody.
    const late = setTimeout(() => this.kill('cell-lost'), startTimeoutMs).unref()
    const settled = () => clearTimeout(late)
    this.opened.then(settled, settled)
    this.ended = new Promise(resolve => {
      const end = (error?: Error) => {
        if (error !== undefined) this.stderr += error.message
        this.end()
        resolve()
      }
      child.on('error', end)
      child.on('close', () => end())
    })
    child.stdout?.on('data', (chunk: Buffer) => this.read(chunk))
    child.stderr?.on('data', (chunk: Buffer) => {
      this.stderr = (this.stderr + chunk).slice(-stderrCharactersMax)
    })
    child.stdin?.on('error', () => {}) // A pipe that breaks is told by 'close'.
    child.stdin?.write(program)
    holdHost(child, false)
  }

  async ready(): Promise<Cell> {
    if (!this.hasEnded) holdHost(this.child, true)
    await this.opened
    if (!this.hasEnded) holdHost(this.child, false)
    return this
  }

  readonly isAlive = (): boolean => !this.hasEnded && this.lostTo === undefined

  ask(kind: number, payload: Uint8Array, limits: Limits): Promise<{ text: string } | Lost> {
    if (!this.isAlive()) return Promise.resolve({ lost: 'cell-lost' })
    holdHost(this.child, true)
    return new Promise(resolve => {
      this.pending = { limits, resolve }
      this.child.stdin?.write(frameOf(kind, payload))
    })
  }

  sent(): Promise<void> {
    const { stdin } = this.child
    if (!this.isAlive() || stdin === null) return Promise.resolve()
    // An empty write is done once all before it has left, or the pipe has broken.
    return new Promise(resolve => stdin.write('', () => resolve()))
  }

  async close(): Promise<void> {
    if (this.hasEnded) return
    holdHost(this.child, true)
    this.kill('cell-lost')
    await this.ended
  }

  /**
   * A cell is told to stop by no signal but this one: a plugin may hold it in a loop that hears
   * nothing else.
   */
  kill(cause: Lost['lost']): void {
    this.lostTo ??= cause
    this.child.kill('SIGKILL')
  }

  private read(chunk: Buffer): void {
    try {
      for (const frame of this.readFrames(chunk)) this.hear(frame)
    } catch (thrown) {
      if (!(thrown instanceof RangeError)) throw thrown
      this.kill('cell-lost') // It announced a reply that no sound cell would send.
    }
  }

  private hear({ kind, payload }: Frame): void {
    const { pending } = this
    if (kind === fromCell.ready) this.onReady()
    else if (kind === fromCell.done) this.settle({ text: payload.toString() })
    else if (pending !== undefined && pending.stopWatching === undefined)
      pending.stopWatching = watch(this.child.pid ?? 0, pending.limits, cause => this.kill(cause))
  }

  private settle(answer: { text: string } | Lost): void {
    const { pending } = this
    this.pending = undefined
    pending?.stopWatching?.()
    if (!this.hasEnded) holdHost(this.child, false)
    pending?.resolve(answer)
  }

  private end(): void {
    this.hasEnded = true
    const words = this.stderr.trim()
    this.onNeverReady(new Error(`a rating cell did not start: ${words || 'no reason given'}`))
    this.settle({ lost: this.lostTo ?? (outOfMemory.test(words) ? 'memory' : 'cell-lost') })
  }
}

/** Sets a rating cell, or one that runs another program, on its way. */
export function openCell(
  launcher: Launcher,
  isJitless: boolean,
  program = ratingProgram,
): OpeningCell {
  return new LiveCell(launch(launcher, isJitless, program.stackKb), program.frame())
}

/** The same, once it is ready. @throws when it never is: weather, not a plugin's doing */
export function startCell(
  launcher: Launcher,
  isJitless: boolean,
  program = ratingProgram,
): Promise<Cell> {
  return openCell(launcher, isJitless, program).ready()
}
