/** Starts a server in a process of its own and says where it listens. */

import { type ChildProcess, fork } from 'node:child_process'

export interface Contender {
  readonly name: string
  readonly url: string
  stop(): void
}

export async function startContender(
  name: string,
  file: string,
  env: Readonly<Record<string, string>>,
): Promise<Contender> {
  const child: ChildProcess = fork(file, [], {
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const url = await new Promise<string>((resolve, reject) => {
    child.on('message', (message: { ready?: boolean; url?: string }) => {
      if (message.ready && message.url) resolve(message.url)
    })
    child.on('exit', code => reject(new Error(`${name} ended with ${code} before it was ready`)))
  })
  return { name, url, stop: () => child.kill('SIGTERM') }
}
