/** A quote's signed promise as the API shows it. */

import { Field, ObjectType } from 'type-graphql'

import { JsonScalar } from '../values/json.js'

@ObjectType('QuotePromise', {
  description:
    'All that a quote promises, signed by the platform: keep it to prove later what was ' +
    'promised. A session under the quote is billed by exactly this price list, or not at all.',
  simpleResolvers: true,
})
export class QuotePromiseType {
  @Field(() => String, {
    description:
      'A compact JWS (RFC 7515) with Ed25519 (RFC 8037) over the document as JSON with sorted ' +
      'keys. The public keys are at `/.well-known/jwks.json`.',
  })
  readonly jws!: string

  @Field(() => String, { description: 'Which key signed it: its `kid` in the key set.' })
  readonly keyId!: string

  @Field(() => JsonScalar, {
    description:
      'What was signed: connector, times, price list with the hashes of tariff and plugins, ' +
      'total, cap and hold in minor units.',
  })
  readonly document!: unknown
}

/** Read, not checked: the core checked it when it wrote it, and does before each bill. */
export function showPromise(jws: string): QuotePromiseType {
  const [header, document] = jws
    .split('.')
    .slice(0, 2)
    .map(part => JSON.parse(Buffer.from(part, 'base64url').toString()))
  return { jws, keyId: header.kid, document }
}
