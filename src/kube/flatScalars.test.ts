import fc from 'fast-check';
import { parse } from 'yaml';

import { flatScalars } from './flatScalars';

const token = fc.constantFrom(
  'kvCacheThreshold', 'a', 'a.b-c', 'NULL', 'true', 'yes', 'no', 'off', 'inf', 'nan', '0', '07', '-0', '-1', '0.80',
  '1e3', '.5', '5.', '0x1f', '1_000', '~', '"q"', "'q'", '[1]', '{a: 1}', '&x', '*x', '|', '>', '---', '...', '- a',
  ': ', ':', ' ', '  ', '#', ' # note', '\t', '\r', '%', '?', '!t', 'b c'
); // prettier-ignore
const line = fc.oneof(
  fc
    .tuple(token, fc.constantFrom(': ', ':', ':  ', ' : '), token, fc.constantFrom('', ' ', ' # why', '#x', '\t'))
    .map((parts) => parts.join('')),
  fc.array(token, { maxLength: 4 }).map((parts) => parts.join('')),
  fc.constantFrom('', '# a comment', '  # indented')
);
const lines = fc
  .tuple(fc.array(line, { maxLength: 5 }), fc.constantFrom('\n', '\r\n'))
  .map(([all, end]) => all.join(end));

test('reads what the YAML parser reads, or leaves it to the parser', () => {
  fc.assert(
    fc.property(lines, (text) => {
      const flat = flatScalars(text);
      if (flat !== undefined) {
        expect(flat).toEqual(parse(text));
      }
    }),
    { numRuns: 5000 }
  );
});

test('takes the text that WVA is installed with', () => {
  const text = '# V1\nkvCacheThreshold: 0.80\nqueueLengthThreshold: 5 # waiting\n\nanalyzerName: saturation\n';
  expect(flatScalars(text)).toEqual({ kvCacheThreshold: 0.8, queueLengthThreshold: 5, analyzerName: 'saturation' });
});

test.each(['', '# nothing\n', 'a: 1\na: 2', 'a:\n  b: 1', '- 1', 'a: "1"', 'a: 1\n---\nb: 2', 'enabled: true'])(
  'leaves %j to the parser',
  (text) => expect(flatScalars(text)).toBeUndefined()
);
