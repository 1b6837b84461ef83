/**
 * Whole numbers in the form that costs least to keep.
 *
 * V8 keeps a whole number below 2^31 inside the object that has it, and every other number in a box
 * of its own. What comes of `Math.floor` or a division is such a box at first, even when it is
 * whole, and one of them is enough for a field to be boxed in all objects of its kind ever after.
 */

/** The same number, kept without a box where it is whole and below 2^31. */
export function smallInteger(value: number): number {
  const small = value | 0
  return small === value ? small : value
}
