/** Holds the list to what JSON makes of the same replies, batch after batch. */

import fc from 'fast-check'

import { ReplyList } from './reply-list.js'

test('replies come out as one JSON list, and nothing of one batch is left in the next', () => {
  const list = new ReplyList()
  const long = fc.constantFrom('x'.repeat(70_000), 'ü€😀'.repeat(9000))
  const reply = fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' }), long)
  fc.assert(
    fc.property(fc.array(reply, { maxLength: 9 }), replies => {
      for (const each of replies) list.add(JSON.stringify(each))
      expect(Buffer.from(list.take()).toString()).toBe(JSON.stringify(replies))
    }),
  )
})
