import fc from 'fast-check';

import { plainLine } from './ansi';

const ESC = '\u001b';

describe('plainLine', () => {
  it.each([
    ['plain', 'plain'],
    [`${ESC}[31mred${ESC}[0m and ${ESC}[1;38;5;208morange${ESC}[m`, 'red and orange'],
    [`${ESC}]8;;https://example.org${ESC}\\link${ESC}]8;;${ESC}\\`, 'link'],
    [`${ESC}]0;title\u0007text`, 'text'],
    [`${ESC}[2K${ESC}[1Gprogress`, 'progress'],
    [`${ESC}(Bcharset`, 'charset'],
    ['10 %\r50 %\r100 %', '100 %'],
    ['windows line\r', 'windows line'],
    ['a\tb', 'a\tb'],
    ['bell\u0007 nul\u0000', 'bell nul'],
    ['<b>[0m is text</b>', '<b>[0m is text</b>'],
    ['Prüfung 🚀 日本', 'Prüfung 🚀 日本'],
    [`cut off ${ESC}[`, 'cut off '],
  ])('%j is %j', (line, expected) => {
    expect(plainLine(line)).toBe(expected);
  });

  it('leaves no control character but the tab, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (line) => {
        expect(plainLine(line)).not.toMatch(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/);
      })
    );
  });
});
