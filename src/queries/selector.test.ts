import fc from 'fast-check';

import { parseQuery } from './grammar';
import { podsOf } from './promql';
import { braces, quote, quoteRegex } from './selector';

/** Any text, also quotes, backslashes, newlines, braces and emoji, more often than chance would have them. */
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({
    unit: fc.constantFrom('"', '\\', '\n', '}', '{', '=', '~', '$', '.', '*', '(', ')', '|', 'a', 'é', '😀'),
  })
);

test('a quoted literal stays inside its quotes, and means itself', () => {
  fc.assert(
    fc.property(anyText, (literal) => {
      const { errors, strings, metrics } = parseQuery(`up${braces([{ label: 'a', op: '=', value: quote(literal) }])}`);
      expect(errors).toEqual([]);
      expect(strings).toEqual([literal]);
      expect(metrics).toEqual(['up']);
    }),
    { numRuns: 500 }
  );
});

test('a quoted regex matches the literal and nothing else', () => {
  fc.assert(
    fc.property(anyText, anyText, (literal, other) => {
      const { errors, strings } = parseQuery(`up${braces([{ label: 'a', op: '=~', value: quoteRegex(literal) }])}`);
      expect(errors).toEqual([]);
      const anchored = new RegExp(`^(?:${strings[0]})$`, 's');
      expect(anchored.test(literal)).toBe(true);
      expect(anchored.test(other)).toBe(other === literal);
    }),
    { numRuns: 500 }
  );
});

test.each([
  ['a Deployment’s pod', 'decode', 'decode-6b7c9d8f5-xk2lm', true],
  ['a long name, cut by Kubernetes', 'x'.repeat(52), `${'x'.repeat(52)}-6b7c9xk2lm`, true],
  ['a StatefulSet’s pod', 'decode', 'decode-0', true],
  ['another variant with the same beginning', 'decode', 'decode-b-6b7c9d8f5-xk2lm', false],
  ['another variant that ends the same', 'decode', 'big-decode-6b7c9d8f5-xk2lm', false],
  ['no pod at all', 'decode', 'decode', false],
  ['a name with a dot is not a wildcard', 'dec.de', 'decode-6b7c9d8f5-xk2lm', false],
])('pods of a variant: %s', (_case, variant, pod, expected) => {
  const [pattern] = parseQuery(`up{pod=~"${podsOf(quoteRegex(variant))}"}`).strings;
  expect(new RegExp(`^(?:${pattern})$`).test(pod)).toBe(expected);
});
