/** Turns a path into a session's documents into the file that holds it and the path in there. */

/** @param path such as `$.tariffs[0].elements`, `$.cdr.currency`, or one that names no document */
export function placeInFiles(
  path: string,
  files: { readonly tariffs: readonly string[]; readonly cdr: string },
): string {
  const [, index, rest = ''] = /^\$\.tariffs\[(\d+)\](.*)$/.exec(path) ?? []
  const tariff = index === undefined ? undefined : files.tariffs[Number(index)]
  if (tariff !== undefined) return `${tariff}: $${rest}`
  return /^\$\.cdr(?![a-z_])/.test(path) ? `${files.cdr}: $${path.slice('$.cdr'.length)}` : path
}
