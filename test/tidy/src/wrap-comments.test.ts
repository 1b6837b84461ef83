interface Wrapper {
  wrapComments(text: string): string
}

const { wrapComments }: Wrapper = await import('../bin/wrap-comments.mjs' as string)
const words = 'word '.repeat(18).trim()

test('a short text and long code are left as they are', () => {
  const text = `/** Says it. */\nconst a = '${'x'.repeat(200)}' // ${words}\n`
  expect(wrapComments(text)).toBe(text)
})

test('a long comment of one line becomes one of several', () => {
  expect(wrapComments(`  /** ${words} last words. */\n  a()`)).toBe(
    `  /**\n   * ${words} last\n   * words.\n   */\n  a()`,
  )
})

test('the words past the edge go to the next line of the paragraph', () => {
  expect(wrapComments(`// ${words} one two three\n// four\n//\n// five`)).toBe(
    `// ${words} one two\n// three four\n//\n// five`,
  )
})

test('they do not run into a list, a tag, or the code', () => {
  const long = `${words} one two`
  for (const next of ['- item', '1. item', '@param a', '| cell |']) {
    expect(wrapComments(` * ${long} three\n * ${next}`)).toBe(
      ` * ${words} one two\n * three\n * ${next}`,
    )
  }
  expect(wrapComments(` * - ${long} x\n */`)).toBe(` * - ${words} one\n *   two x\n */`)
})

test('wrapping twice changes nothing more', () => {
  const text = `/** ${words} ${words} ${words}. */\n/**\n * ${words} ${words} */`
  const once = wrapComments(text)
  expect(wrapComments(once)).toBe(once)
  expect(once.split('\n').every(line => line.length <= 100)).toBe(true)
})
