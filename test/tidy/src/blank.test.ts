import { blank } from './blank.js'

test.each([
  ['a // b', 'a     '],
  ['a /* b\nc */ d', 'a     \n     d'],
  ["a('new Date()')", 'a(            )'],
  ['a("it\'s") + b', 'a(      ) + b'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a template's text is what is tested.
  ['`x ${a + `y ${b}`} z` + c', '     a +      b       + c'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a template's text is what is tested.
  ['`${{ a: 1 }.a} b`.c', '   { a: 1 }.a    .c'],
  ['x.match(/[\'"/]`/) + y', 'x.match(        ) + y'],
  ['a / b / c', 'a / b / c'],
  ["'a\\'b' + c", '       + c'],
])('%s', (text, code) => {
  expect(blank(text)).toBe(code)
})
