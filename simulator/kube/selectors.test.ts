import fc from 'fast-check';

import { fieldPredicate, labelPredicate } from './selectors';

describe('label selectors', () => {
  const labels = { app: 'wva', tier: 'gpu', 'llmd-wva-app/experiment': 'stair', empty: '' };
  it.each([
    ['', true],
    ['app=wva', true],
    ['app==wva,tier=gpu', true],
    ['app=wva,tier=cpu', false],
    ['app!=wva', false],
    ['missing!=wva', true],
    ['app in (a, wva)', true],
    ['app in (a,b),tier=gpu', false],
    ['app notin (a,b)', true],
    ['missing notin (a)', true],
    ['app', true],
    ['!app', false],
    ['!missing', true],
    ['empty=', true],
    ['missing=', false],
    ['llmd-wva-app/experiment in (stair,p1),app', true],
  ])('%p selects: %p', (selector, selected) => {
    expect(labelPredicate(selector)(labels)).toBe(selected);
  });

  it.each(['app=', 'app=a b', 'app in a', 'a=b=c', 'app=<script>', 'ap p', '=x', 'app in (a'])(
    'does not take %p for a match of everything',
    (selector) => {
      let selected: boolean;
      try {
        selected = labelPredicate(selector)(labels);
      } catch (error) {
        expect(error).toMatchObject({ code: 400, reason: 'BadRequest' });
        return;
      }
      expect(selected).toBe(false);
    }
  );

  it('agrees with its own negation, for any labels', () => {
    const word = fc.stringMatching(/^[a-z]{1,3}$/);
    fc.assert(
      fc.property(fc.dictionary(word, word), word, fc.array(word, { minLength: 1 }), (own, key, values) => {
        const within = labelPredicate(`${key} in (${values.join(',')})`)(own);
        expect(labelPredicate(`${key} notin (${values.join(',')})`)(own)).toBe(!within);
        expect(within).toBe(Object.hasOwn(own, key) && values.includes(own[key] ?? ''));
      })
    );
  });
});

describe('field selectors', () => {
  const fields = { 'metadata.name': (name: string) => name };
  it.each([
    ['', true],
    ['metadata.name=a', true],
    ['metadata.name!=a', false],
    ['metadata.name=b', false],
  ])('%p selects a: %p', (selector, selected) => {
    expect(fieldPredicate(selector, fields)('a')).toBe(selected);
  });
  it('refuses fields on status', () => {
    expect(() => fieldPredicate('status.phase=Running', fields)).toThrow('field label not supported: status.phase');
  });
});
