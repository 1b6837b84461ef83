import { keepAlive, type Life } from './keep-alive.js'

/** A part whose lives the test ends by hand. */
class Puppet {
  readonly name = 'puppet'
  readonly lives: { end(how: string): void; stops: number }[] = []
  failNext = 0

  async start(): Promise<Life> {
    if (this.failNext > 0) {
      this.failNext -= 1
      throw new Error('no port\nwith details')
    }
    const { promise, resolve } = withResolvers<string>()
    const life = { end: resolve, stops: 0 }
    this.lives.push(life)
    return {
      ended: promise,
      stop: async () => {
        life.stops += 1
        resolve('stopped')
      },
    }
  }
}

function withResolvers<T>() {
  let resolve: (value: T) => void = () => {}
  const promise = new Promise<T>(done => {
    resolve = done
  })
  return { promise, resolve }
}

/** Collects what is said; `until` resolves when a line has been said. */
class Hearing {
  readonly lines: string[] = []
  #wake: () => void = () => {}

  say = (line: string): void => {
    this.lines.push(line)
    this.#wake()
  }

  async until(line: string): Promise<void> {
    while (!this.lines.includes(line)) {
      await new Promise<void>(resolve => {
        this.#wake = resolve
      })
    }
  }
}

test('a part that dies is started again, and each is said in one line', async () => {
  const puppet = new Puppet()
  const hearing = new Hearing()
  const kept = await keepAlive(puppet, hearing.say)
  puppet.lives[0]?.end('SIGKILL')
  await hearing.until('puppet is back.')
  expect(hearing.lines).toEqual(['puppet ended (SIGKILL); starting it again.', 'puppet is back.'])
  await kept.stop()
  expect(puppet.lives).toHaveLength(2)
  expect(puppet.lives[1]?.stops).toBeGreaterThan(0)
})

test('a restart that fails is tried again, and its fault is told in one line', async () => {
  const puppet = new Puppet()
  const hearing = new Hearing()
  const kept = await keepAlive(puppet, hearing.say)
  puppet.failNext = 1
  puppet.lives[0]?.end('exit code 1')
  await hearing.until('puppet is back.')
  expect(hearing.lines).toContain('puppet did not start: no port: with details; trying again.')
  await kept.stop()
})

test('a part that never started is not retried: its fault is thrown', async () => {
  const puppet = new Puppet()
  puppet.failNext = 1
  await expect(keepAlive(puppet, () => {})).rejects.toThrow('no port')
  expect(puppet.lives).toHaveLength(0)
})

test('stopping is silent and final, also while the part is down', async () => {
  const puppet = new Puppet()
  const hearing = new Hearing()
  const kept = await keepAlive(puppet, hearing.say)
  puppet.lives[0]?.end('SIGKILL')
  await hearing.until('puppet ended (SIGKILL); starting it again.')
  await kept.stop()
  expect(puppet.lives).toHaveLength(1)
  expect(hearing.lines).not.toContain('puppet is back.')
})
