/** The words every mutation's idempotency key is described with. */

export const idempotencyKeyField = {
  description:
    'Names this request: 1 to 200 characters of your choice. Sent again with the same input, ' +
    'it gives the same ' +
    'answer and changes nothing; with other input it is refused.',
} as const

export const operatorIdField = {
  nullable: true,
  description: 'The operator; may be left out when the key sees one only.',
} as const
