import { placeInFiles } from './place-in-files.js'

const files = { tariffs: ['day.json', 'night.json'], cdr: 'cdr.json' }

test.each([
  ['$.tariffs[1].elements[0]', 'night.json: $.elements[0]'],
  ['$.cdr.charging_periods', 'cdr.json: $.charging_periods'],
  ['$.cdr', 'cdr.json: $'],
  ['$.cdr_location', '$.cdr_location'],
  ['$.tariffs', '$.tariffs'],
])('%s is %s', (path, place) => {
  expect(placeInFiles(path, files)).toBe(place)
})
