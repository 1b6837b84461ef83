import { seededRandom, startMerchant } from '../testing/merchant.js'
import { referencesFrom } from './references.js'

const nothingKnown = { knows: () => false }

test('a reference is sixteen capitals and digits, as Adyen’s are', () => {
  const next = referencesFrom(seededRandom(3), nothingKnown)
  for (let count = 0; count < 100; count++) expect(next()).toMatch(/^[A-HJ-NP-Z2-9]{16}$/)
})

test('no two references are alike, also when the random numbers are', () => {
  const next = referencesFrom(() => 0.5, nothingKnown)
  const given = Array.from({ length: 5000 }, next)
  expect(new Set(given).size).toBe(given.length)
})

test('one that a former process gave is not given again', () => {
  const former = new Set(
    Array.from(
      { length: 300 },
      referencesFrom(() => 0, nothingKnown),
    ),
  )
  const next = referencesFrom(() => 0, { knows: reference => former.has(reference) })
  expect(former.has(next())).toBe(false)
})

test('a simulator whose random is a constant takes payments', async () => {
  const merchant = await startMerchant({ random: () => 0 })
  try {
    const given = [await merchant.authorise(), await merchant.authorise()]
    expect(new Set(given).size).toBe(2)
  } finally {
    await merchant.stop()
  }
})
