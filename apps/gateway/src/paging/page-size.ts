/** How many items a page holds, by the arguments of a connection. */

export const pageSizeAtMost = 100
export const usualPageSize = 20

export interface PageSizeArguments {
  readonly first?: number | null
  readonly last?: number | null
}

/** What the page is taken to hold before its arguments are checked. */
export function pageSizeOf({ first, last }: PageSizeArguments): number {
  const asked = first ?? last ?? usualPageSize
  return Math.min(Math.max(asked, 0), pageSizeAtMost)
}
