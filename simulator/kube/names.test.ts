import fc from 'fast-check';

import { generatedName, labelValueErrors, qualifiedNameErrors, subdomainErrors } from './names';

it.each([
  ['a', true],
  ['a-b.c', true],
  ['A', false],
  ['-a', false],
  ['a-', false],
  ['a..b', false],
  ['..', false],
  ['a_b', false],
  ['🚀', false],
  ['<b>', false],
  ['a'.repeat(253), true],
  ['a'.repeat(254), false],
  ['', false],
])('name %p is valid: %p', (name, valid) => {
  expect(subdomainErrors(name).length === 0).toBe(valid);
});

it.each([
  ['', true],
  ['A_b.c-1', true],
  ['a'.repeat(63), true],
  ['a'.repeat(64), false],
  ['-a', false],
  ['a b', false],
  ['é', false],
])('label value %p is valid: %p', (value, valid) => {
  expect(labelValueErrors(value).length === 0).toBe(valid);
});

it.each([
  ['app', true],
  ['llmd-wva-app/experiment', true],
  ['a/b/c', false],
  ['/b', false],
  ['Upper.Case/b', false],
  ['a/', false],
])('label key %p is valid: %p', (key, valid) => {
  expect(qualifiedNameErrors(key).length === 0).toBe(valid);
});

it('generates valid names of at most 63 characters from any valid prefix', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,99}$/),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (prefix, random) => {
        const name = generatedName(prefix, () => random);
        expect(subdomainErrors(name)).toEqual([]);
        expect(name.length).toBeLessThanOrEqual(63);
        expect(name.startsWith(prefix.slice(0, 58))).toBe(true);
      }
    )
  );
});
