import { portOf, serveHealth, type WorkerHealth } from './health.js'

const turning = { lastTurnAt: undefined, faultsInARow: 0, lastFault: undefined }
const well: WorkerHealth = {
  relay: turning,
  inbox: turning,
  janitor: turning,
  shadows: turning,
  overdueEvents: 2,
  needsPerson: 1,
}

async function ask(health: WorkerHealth, path = '/health') {
  const server = await serveHealth(0, () => health)
  try {
    const answer = await fetch(`http://127.0.0.1:${portOf(server)}${path}`)
    return { status: answer.status, text: await answer.text() }
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

test('a worker whose loops turn is well, and says what waits for a person', async () => {
  const { status, text } = await ask(well)
  expect(status).toBe(200)
  expect(JSON.parse(text)).toMatchObject({ overdueEvents: 2, needsPerson: 1 })
})

test.each(['relay', 'inbox', 'janitor'] as const)('a stuck %s is told by status', async loop => {
  const stuck = { ...turning, faultsInARow: 5, lastFault: 'the database is away' }
  const { status, text } = await ask({ ...well, [loop]: stuck })
  expect(status).toBe(503)
  expect(JSON.parse(text)[loop]).toMatchObject({ lastFault: 'the database is away' })
})

test('shadows that fail keep nobody from billing', async () => {
  const stuck = { ...turning, faultsInARow: 50, lastFault: 'no cell starts' }
  const { status, text } = await ask({ ...well, shadows: stuck })
  expect(status).toBe(200)
  expect(JSON.parse(text).shadows).toMatchObject({ lastFault: 'no cell starts' })
})

test('a single fault is weather', async () => {
  const { status } = await ask({ ...well, relay: { ...turning, faultsInARow: 1 } })
  expect(status).toBe(200)
})

test('there is nothing else to see', async () => {
  expect((await ask(well, '/metrics')).status).toBe(404)
})
