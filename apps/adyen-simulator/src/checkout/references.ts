/** Makes pspReferences: they look drawn by lot, and no two are ever alike. */

const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const drawn = 10
const counted = 6

/**
 * Sixteen capitals and digits, as Adyen's are today. The last six count, so that a poor source of
 * random numbers costs nothing but looks; one that a former process gave is stepped over.
 */
export function referencesFrom(
  random: () => number,
  state: { knows(reference: string): boolean },
): () => string {
  let given = 0
  return () => {
    const start = Array.from({ length: drawn }, () => letterAt(random() * letters.length)).join('')
    for (;;) {
      const reference = start + inLetters(given)
      given += 1
      if (!state.knows(reference)) return reference
    }
  }
}

function inLetters(count: number): string {
  let text = ''
  for (let rest = count; text.length < counted; rest = Math.floor(rest / letters.length)) {
    text = letterAt(rest % letters.length) + text
  }
  return text
}

function letterAt(position: number): string {
  return letters.charAt(Math.floor(position))
}
