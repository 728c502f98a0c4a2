import { fillIn, setTranslator, t } from './t';

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
});
