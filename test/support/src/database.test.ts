import { Client } from 'pg'

import { testDatabase } from './database.js'

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

test('two databases of one name hold apart', async () => {
  const [one, two] = await Promise.all([testDatabase('Two Rooms'), testDatabase('Two Rooms')])
  try {
    await ask(one.url, 'create table guest (name text)')
    const tables = `select count(*)::int as n from pg_tables where tablename = 'guest'`
    expect(await ask(one.url, tables)).toEqual([{ n: 1 }])
    expect(await ask(two.url, tables)).toEqual([{ n: 0 }])
  } finally {
    await Promise.all([one.drop(), two.drop()])
  }
})

test('a dropped database is gone, also under an open connection', async () => {
  const database = await testDatabase('left')
  const client = new Client({ connectionString: database.url })
  client.on('error', () => {})
  await client.connect()
  const ended = new Promise(resolve => client.once('end', resolve))
  await database.drop()
  await ended
  await expect(ask(database.url, 'select 1')).rejects.toThrow('does not exist')
})
