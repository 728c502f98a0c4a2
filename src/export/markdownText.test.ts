/** The Markdown is read back by the renderer of the preview: what a reader sees is what was given, and nothing of it is markup. */
import * as fc from 'fast-check';

import { markdownLink, markdownList, markdownTable, markdownText } from './markdownText';
import { rendered } from './testingMarkdown';

const hostile = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        ...[
          '|',
          '\\',
          '`',
          '*',
          '_',
          '~',
          '[',
          ']',
          '(',
          ')',
          '!',
          '<',
          '>',
          '&',
          '#',
          '@',
          '-',
          '+',
          '1.',
          ' ',
          '\n',
          'a',
        ],
        ...['<b>', '</td>', '<!--', '-->', '&lt;', '&#124;', '![x](y)', '[x](javascript:alert(1))', '```', '| --- |'],
        ...[
          'https://evil.example',
          'www.evil.example',
          'a@b.example',
          '@team',
          '#12',
          'GH-7',
          '$x$',
          '***',
          '---',
          '# x',
        ]
      ),
      { maxLength: 12 }
    )
    .map((parts) => parts.join(''))
);
const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
const markup = (element: Element | null | undefined): string[] =>
  [...(element?.querySelectorAll('*') ?? [])].map(({ tagName }) => tagName).filter((name) => name !== 'P');

test('any text in a cell is read as it is, whatever stands in it', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(hostile, hostile), { minLength: 1, maxLength: 4 }), hostile, (rows, head) => {
      const root = rendered(markdownTable(['figure', head], rows).join('\n'));
      const found = [...root.querySelectorAll('tr')].map((row) => [...row.children].map((cell) => cell.textContent));
      expect(found).toEqual([['figure', head], ...rows].map((row) => row.map(oneLine)));
      expect([...root.querySelectorAll('th, td')].flatMap(markup)).toEqual([]);
      expect(root.children).toHaveLength(1);
    }),
    { numRuns: 1000 }
  );
});

test('any text in a list is one item, and nothing in it is markup', () => {
  fc.assert(
    fc.property(
      fc.array(
        hostile.filter((text) => oneLine(text) !== ''),
        { minLength: 1, maxLength: 4 }
      ),
      (items) => {
        const root = rendered(markdownList(items).join('\n'));
        expect([...root.querySelectorAll('li')].map(({ textContent }) => oneLine(textContent ?? ''))).toEqual(
          items.map(oneLine)
        );
        expect([...root.querySelectorAll('li')].flatMap(markup)).toEqual([]);
      }
    ),
    { numRuns: 1000 }
  );
});

test('nobody is notified and no issue is linked by a name', () => {
  const text = markdownText('@team fixes #12 and GH-7, see https://evil.example and www.evil.example');
  expect(text).not.toMatch(/@team|#12|GH-7|https:\/\/|www\./);
});

test.each(['javascript:alert(1)', 'data:text/html,x', 'no address', ''])('%j is no link', (address) => {
  expect(markdownLink('back', address)).toBeUndefined();
});

test('an address with brackets stays one link', () => {
  const address = 'https://grafana.example/a/app/compare?run=ns%2Fa&note=(x)[y] <z>';
  const link = rendered(markdownLink('back', address) ?? '').querySelector('a');
  expect(decodeURIComponent(link?.href ?? '')).toBe(decodeURIComponent(address));
  expect(link?.textContent).toBe('back');
});
