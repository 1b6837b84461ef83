/** An address for Adyen's webhooks, as the gateway has it: verified, stored, then answered. */

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { readEvent, verifyWebhook } from '@wattline/adyen'
import { type Core, receiveWebhook } from '@wattline/billing'

export interface Intake {
  readonly url: string
  close(): void
}

export async function openIntake(core: Core, hmacKey: string): Promise<Intake> {
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', part => (text += part))
    request.on('end', async () => {
      const judged = verifyWebhook(JSON.parse(text), { hmacKeys: [hmacKey] })
      const items = judged.flatMap(each =>
        each.verdict === 'genuine'
          ? [{ fingerprint: each.fingerprint, item: each.raw, event: readEvent(each.item) }]
          : [],
      )
      await receiveWebhook(core, items)
      response.writeHead(202).end('[accepted]')
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
