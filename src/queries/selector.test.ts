import fc from 'fast-check';

import { parseQuery } from './grammar';
import { podNamesOf, variantByName } from './ownership';
import { braces, quote, quoteRegex, unquote } from './selector';

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

test('what was quoted comes back', () => {
  fc.assert(fc.property(anyText, (literal) => expect(unquote(quote(literal))).toBe(literal)));
});

/** Names of pods and what owns them, as Kubernetes makes them: a generated name is cut at 58 characters, then five follow. */
const LONG = 'x'.repeat(52);
const PODS: Array<[what: string, workload: string, pod: string, isOwn: boolean]> = [
  ['a Deployment’s', 'decode', 'decode-6b7c9d8f5-xk2lm', true],
  ['of a long name, cut within the hash', LONG, `${LONG}-6b7c9xk2lm`, true],
  ['of 47 characters, cut after the hash', 'x'.repeat(47), `${'x'.repeat(47)}-6b7c9d8f5bxk2lm`, true],
  ['of 48 characters with a short hash, not cut', 'x'.repeat(48), `${'x'.repeat(48)}-6b7c9d8f-xk2lm`, true],
  ['of 57 characters, without a hash', 'x'.repeat(57), `${'x'.repeat(57)}-xk2lm`, true],
  ['of 58 characters, without a hyphen', 'x'.repeat(58), `${'x'.repeat(58)}xk2lm`, true],
  ['of more, cut itself', 'x'.repeat(61), `${'x'.repeat(58)}xk2lm`, true],
  ['a StatefulSet’s', 'decode', 'decode-0', true],
  ['a LeaderWorkerSet’s worker', 'decode', 'decode-0-1', true],
  ['of another with the same beginning', 'decode', 'decode-b-6b7c9d8f5-xk2lm', false],
  ['of another with the same beginning, cut', LONG, `${LONG}-h100-sb992`, false],
  ['of another with the same beginning, cut shorter', LONG, `${LONG}-large4cr5h`, false],
  ['of another with the same end', 'decode', 'big-decode-6b7c9d8f5-xk2lm', false],
  ['a Job’s', 'decode', 'decode-finetune-x7k2p', false],
  ['a bare one', 'decode', 'decode-canary', false],
  ['none', 'decode', 'decode', false],
  ['a name with a dot is not a wildcard', 'dec.de', 'decode-6b7c9d8f5-xk2lm', false],
];

test.each(PODS)('pods by name: %s', (_what, workload, pod, isOwn) => {
  const [pattern] = parseQuery(`up{pod=~"${podNamesOf(quote(workload))}"}`).strings;
  expect(new RegExp(`^(?:${pattern})$`).test(pod)).toBe(isOwn);
});

test.each(PODS.filter(([, , , isOwn]) => isOwn))('the workload of a pod by name: %s', (_what, workload, pod) => {
  const labels: Record<string, string> = { pod };
  // From the innermost label_replace to the outermost, as Prometheus takes them.
  for (const [, to = '', from = '', pattern = ''] of variantByName('up').matchAll(
    /, "(\w+)", "\$1", "(\w+)", "([^"]*)"\)/g
  )) {
    labels[to] = new RegExp(`^(?:${pattern})$`).exec(labels[from] ?? '')?.[1] ?? labels[to] ?? '';
  }
  expect(labels.variant).toBe(workload.slice(0, 58));
});
