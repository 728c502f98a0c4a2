/** @jest-environment node */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import ts from 'typescript';

import { localeFiles, outdated } from './locales';
import { nested, textsOf } from './visibleTexts';

describe('the files of visible texts', () => {
  it('hold what the source says', () => {
    expect(outdated()).toEqual([]);
  });

  it.each([...localeFiles().keys()])('%s stands where Grafana looks for it', (file) => {
    const folder = path.dirname(path.dirname(path.dirname(file)));
    const plugin = JSON.parse(readFileSync(path.join(folder, 'plugin.json'), 'utf8'));
    expect(plugin.languages).toEqual(['en-US']);
    expect(file).toBe(path.posix.join(folder, 'locales', 'en-US', `${plugin.id}.json`));
  });
});

describe('reading texts', () => {
  const texts = (code: string) =>
    textsOf(ts.createSourceFile('x.tsx', code, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TSX)).map(
      ({ key, english }) => [key, english]
    );

  it.each([
    ['a call', `t('a.b', 'Text {{n}}', { n })`, ['a.b', 'Text {{n}}']],
    ['a text in pieces', `t('a.b', 'One ' + 'two')`, ['a.b', 'One two']],
    ['an element', '<Trans i18nKey="a.b">Text</Trans>', ['a.b', 'Text']],
    ['lines', '<Trans i18nKey="a.b">\n  One\n  two\n</Trans>', ['a.b', 'One two']],
    ['a value', '<Trans i18nKey="a.b">Of {{ n }} runs</Trans>', ['a.b', 'Of {{n}} runs']],
    [
      'elements in it',
      '<Trans i18nKey="a.b">A <code>b</code> <strong>c</strong></Trans>',
      ['a.b', 'A <1>b</1> <strong>c</strong>'],
    ],
  ])('%s', (_, code, text) => {
    expect(texts(code)).toEqual([text]);
  });

  it('reads the text for one of what is counted', () => {
    expect(texts(`t('a.b', '{{count}} runs', { count, defaultValue_one: '{{count}} run' })`)).toEqual([
      ['a.b', '{{count}} runs'],
      ['a.b_one', '{{count}} run'],
    ]);
  });

  it('refuses what it cannot read, one key for two texts, and a key that is a group too', () => {
    expect(() => texts('t(key, text)')).toThrow('x.tsx:1');
    const text = (key: string, english: string) => ({ key, english, at: 'x:1' });
    expect(() => nested([text('a', 'One'), text('a', 'Two')])).toThrow('one key');
    expect(() => nested([text('a', 'One'), text('a.b', 'Two')])).toThrow('begins with');
    expect(nested([text('a.c', 'Two'), text('a.b', 'One'), text('a.b', 'One')])).toEqual({ a: { b: 'One', c: 'Two' } });
  });
});
