import { fillIn, rememberTexts, setTranslator, t, textOf } from './t';

describe('texts', () => {
  it.each([
    ['nothing to fill in', 'Runs', undefined, 'Runs'],
    ['a value as it is', '{{name}} is <gone>', { name: 'a & b' }, 'a & b is <gone>'],
    ['a name twice', '{{n}} of {{ n }}', { n: 3 }, '3 of 3'],
    ['one of what is counted', '{{count}} runs', { count: 1, defaultValue_one: '{{count}} run' }, '1 run'],
    ['more of it', '{{count}} runs', { count: 2, defaultValue_one: '{{count}} run' }, '2 runs'],
    ['a name without a value', 'of {{n}}', {}, 'of {{n}}'],
  ])('fills in: %s', (_, text, values, filled) => {
    expect(fillIn(text, values)).toBe(filled);
    expect(t('any.key', text, values)).toBe(filled);
  });

  it('asks the translator that was named', () => {
    setTranslator((key, english, values) => `${key}|${fillIn(english, values)}`);
    expect(t('a.key', 'Run {{n}}', { n: 1 })).toBe('a.key|Run 1');
    setTranslator((_, english, values) => fillIn(english, values));
  });

  it('passes on texts that a worker made, to be translated in the page', () => {
    const partsOf = rememberTexts();
    const parts = partsOf(t('a.key', 'Run {{n}}', { n: 1 }));
    expect(parts).toEqual({ key: 'a.key', english: 'Run {{n}}', values: { n: 1 } });
    expect(partsOf('from the parser')).toBeUndefined();
    setTranslator((key, english, values) => `${key}|${fillIn(english, values)}`);
    expect([textOf(parts!), textOf('from the parser')]).toEqual(['a.key|Run 1', 'from the parser']);
    setTranslator((_, english, values) => fillIn(english, values));
  });
});
