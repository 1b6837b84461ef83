/**
 * The GraphiQL page: asks with the headers written in its editor, over HTTP and, for subscriptions,
 * a WebSocket.
 */

import 'graphiql/style.css'

import { GraphiQL } from 'graphiql'
import { createClient } from 'graphql-ws'
import { createRoot } from 'react-dom/client'

const url = new URL('/graphql', window.location.href)
const socketUrl = new URL('/graphql', window.location.href.replace(/^http/, 'ws'))
const assets = '/graphql/assets'
const workers = { graphql: 'graphql.worker.js', json: 'json.worker.js' }

globalThis.MonacoEnvironment = {
  getWorker: (_id, label) =>
    new Worker(`${assets}/${workers[label] ?? 'editor.worker.js'}`, { type: 'module' }),
}

async function ask(operation, headers) {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(operation),
  })
  return answer.json()
}

function subscribe(operation, headers) {
  const client = createClient({ url: socketUrl.href, lazy: true, connectionParams: headers })
  return client.iterate(operation)
}

function fetcher(operation, { headers = {}, documentAST } = {}) {
  const chosen = documentAST?.definitions.find(
    ({ kind, name }) =>
      kind === 'OperationDefinition' &&
      (!operation.operationName || name?.value === operation.operationName),
  )
  return chosen?.operation === 'subscription'
    ? subscribe(operation, headers)
    : ask(operation, headers)
}

// Without a key the schema can be read; a header of made-up text would refuse that too.
const headersToFill = '{ "Authorization": "" }'

const beginning = `# Write your key under "Headers", below: { "Authorization": "Bearer <key>" }

query {
  me { role operators { name currency } }
}
`

createRoot(document.getElementById('graphiql')).render(
  <GraphiQL
    fetcher={fetcher}
    defaultQuery={beginning}
    defaultHeaders={headersToFill}
    defaultEditorToolsVisibility="headers"
    shouldPersistHeaders={false}
  />,
)
