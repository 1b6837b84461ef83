/** Tells in which version of OCPI a tariff or CDR was written, by the fields that only one has. */

export type OcpiVersion = '2.1.1' | '2.2.1' | '2.3.0'

/**
 * The newest version that one of the documents shows; 2.2.1 where none shows any, since 2.2.1 is
 * what most peers speak and 2.3.0 prices what its fields say as 2.2.1 does.
 */
export function ocpiVersionOf(documents: readonly unknown[]): OcpiVersion {
  const fields = documents.flatMap(document => fieldsOf(document))
  const has = (name: string): boolean => fields.some(([field]) => field === name)
  const limits = ['min_price', 'max_price', 'total_cost']
  const hasInside = (name: string): boolean =>
    fields.some(
      ([field, value]) =>
        limits.includes(field) && fieldsOf(value).some(([inner]) => inner === name),
    )
  if (has('tax_included') || hasInside('before_taxes')) return '2.3.0'
  if (has('cdr_token') || has('cdr_location') || hasInside('excl_vat')) return '2.2.1'
  const isBare = fields.some(([field, value]) => field === 'total_cost' && isNumber(value))
  return isBare || has('stop_date_time') || has('auth_id') ? '2.1.1' : '2.2.1'
}

/**
 * A version as peers write it: `2.2`, `2.2.1-d2`, `2.3`. Undefined when it is none that we price.
 */
export function readOcpiVersion(text: string): OcpiVersion | undefined {
  const [, minor] = /^2\.([123])(\D|$)/.exec(text) ?? []
  const versions = { '1': '2.1.1', '2': '2.2.1', '3': '2.3.0' } as const
  return versions[minor as keyof typeof versions]
}

function fieldsOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : []
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number'
}
