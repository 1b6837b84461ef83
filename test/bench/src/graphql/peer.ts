/**
 * The peer: the same schema and rows on Apollo Server with Express and a DataLoader per request, as
 * its manuals show. It checks no key and no tenancy, and counts no cost: what the gateway does
 * beyond it is not held against the peer.
 */

import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { ApolloServer } from '@apollo/server'
import { expressMiddleware } from '@as-integrations/express5'
import DataLoader from 'dataloader'
import express from 'express'
import { buildSchema, GraphQLObjectType } from 'graphql'
import pg from 'pg'

interface Row {
  readonly [column: string]: string
}

interface PeerContext {
  readonly invoices: DataLoader<string, Row | undefined>
  readonly lines: DataLoader<string, readonly Row[]>
}

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 })
const schema = buildSchema(readFileSync(process.env.SCHEMA_FILE ?? '', 'utf8'))

const money = (minor: string | undefined) => ({
  amount: (Number(minor) / 100).toFixed(2),
  currency: 'EUR',
})

resolve('Query', {
  invoice: (_root: unknown, { id }: { id: string }, { invoices }: PeerContext) => invoices.load(id),
})
resolve('Invoice', {
  issuedAt: (invoice: Row) => invoice.issued_at,
  gross: (invoice: Row) => money(invoice.gross_minor),
  lines: (invoice: Row, _args: unknown, { lines }: PeerContext) => lines.load(invoice.id ?? ''),
})
resolve('BillLine', {
  unit: (line: Row) => line.unit,
  unitPrice: (line: Row) => line.unit_price,
  vatPercent: (line: Row) => line.vat_percent,
  amount: (line: Row) => money(line.amount_minor),
})

type Resolver = (...given: never[]) => unknown

function resolve(typeName: string, resolvers: Record<string, Resolver>): void {
  const type = schema.getType(typeName)
  if (!(type instanceof GraphQLObjectType)) throw new Error(`The schema has no type ${typeName}`)
  for (const [name, resolver] of Object.entries(resolvers)) {
    const field = type.getFields()[name]
    if (!field) throw new Error(`${typeName} has no field ${name}`)
    field.resolve = resolver as NonNullable<typeof field.resolve>
  }
}

// `unit` is an enum with inner values in the gateway; here its rows hold them as they are.
const unit = schema.getType('Unit')
if (unit && 'getValues' in unit) {
  const inner: Record<string, string> = { KWH: 'kWh', HOUR: 'h', SESSION: 'session' }
  resolve('BillLine', {
    unit: (line: Row) => Object.keys(inner).find(name => inner[name] === line.unit),
  })
}

function context(): PeerContext {
  return {
    invoices: new DataLoader(async ids => {
      const { rows } = await pool.query('select * from invoice where id = any($1)', [ids])
      return ids.map(id => rows.find(row => row.id === id))
    }),
    lines: new DataLoader(async ids => {
      const { rows } = await pool.query(
        'select * from invoice_line where invoice_id = any($1) order by position',
        [ids],
      )
      return ids.map(id => rows.filter(row => row.invoice_id === id))
    }),
  }
}

const server = new ApolloServer<PeerContext>({ schema })
await server.start()
const app = express()
app.use('/graphql', express.json(), expressMiddleware(server, { context: async () => context() }))
const http = createServer(app)
http.listen(0, '127.0.0.1', () => {
  const { port } = http.address() as AddressInfo
  process.send?.({ ready: true, url: `http://127.0.0.1:${port}` })
})
process.on('disconnect', () => process.exit(0))
