/**
 * Serves GraphiQL, bundled from its npm packages at build time: nothing is fetched from elsewhere.
 */

import { readFile } from 'node:fs/promises'

import type { FastifyInstance } from 'fastify'

import { graphqlPath } from '../http/graphql-route.js'

/** Made by graphiql/bundle.ts beside the compiled files of this folder. */
const bundle = new URL('./bundle/', import.meta.url)
const assetsPath = `${graphqlPath}/assets`

const types: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  ttf: 'font/ttf',
}

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Wattline GraphQL</title>
    <link rel="stylesheet" href="${assetsPath}/page.css" />
    <style>body { margin: 0 } #graphiql { height: 100dvh }</style>
  </head>
  <body>
    <div id="graphiql">Loading …</div>
    <script type="module" src="${assetsPath}/page.js"></script>
  </body>
</html>
`

/** A browser that opens the GraphQL address gets the page; programs are passed on. */
export function addGraphiql(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    const isPage = request.method === 'GET' && request.url === graphqlPath
    if (!isPage || !request.headers.accept?.includes('text/html')) return undefined
    return reply.type('text/html; charset=utf-8').send(page)
  })
  app.get<{ Params: { file: string } }>(`${assetsPath}/:file`, async (request, reply) => {
    const { file } = request.params
    const type = types[/^[\w.-]+\.(\w+)$/.exec(file)?.[1] ?? '']
    const content = type && (await readFile(new URL(file, bundle)).catch(() => undefined))
    if (!content) return reply.callNotFound()
    return reply.type(type).header('cache-control', 'no-cache').send(content)
  })
}
