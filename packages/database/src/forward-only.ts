/**
 * Migrations go one way: what is wrong is mended by a further step, and old data is never thrown
 * away.
 */

/** Stands in every migration as its `down`. */
export async function forwardOnly(): Promise<void> {
  throw new Error('Migrations are forward only: write a further step that mends this one')
}
