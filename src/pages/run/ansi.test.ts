import fc from 'fast-check';

import { PLAIN, readEscape, restyle, type LogStyle } from './ansi';

const ESC = '\u001b';

describe('readEscape', () => {
  it.each([
    [`${ESC}[31m`, { kind: 'style', numbers: [31] }],
    [`${ESC}[1;38;5;208m`, { kind: 'style', numbers: [1, 38, 5, 208] }],
    [`${ESC}[m`, { kind: 'style', numbers: [0] }],
    ['\u009b32m', { kind: 'style', numbers: [32] }],
    [`${ESC}[>4;2m`, { kind: 'other' }],
    [`${ESC}[2K`, { kind: 'erase' }],
    [`${ESC}[K`, { kind: 'other' }],
    [`${ESC}[1G`, { kind: 'home' }],
    [`${ESC}[1A`, { kind: 'other' }],
    [`${ESC}]8;;https://example.org${ESC}\\`, { kind: 'other' }],
    [`${ESC}]0;title\u0007`, { kind: 'other' }],
    [`${ESC}(B`, { kind: 'other' }],
    [`${ESC}7`, { kind: 'other' }],
  ])('%j, and nothing after it', (sequence, escape) => {
    expect(readEscape(`${sequence}text`, 0)).toEqual({ ...escape, end: sequence.length });
  });

  it.each([ESC, `${ESC}[`, `${ESC}[1;3`, `${ESC}(`, `${ESC}]0;tit`, `${ESC}]0;title${ESC}`])(
    '%j waits for its end',
    (text) => {
      expect(readEscape(text, 0)).toEqual({ kind: 'incomplete' });
    }
  );

  it.each([
    ['a title that never ends', `${ESC}]${'x'.repeat(10_000)}`, 2],
    ['a sequence that is none', `${ESC}[3\nm`, 2],
    ['a title that the next sequence breaks off', `${ESC}]title${ESC}[0m`, 7],
  ])('%s hides no text', (_what, text, end) => {
    expect(readEscape(text, 0)).toEqual({ kind: 'other', end });
  });
});

describe('restyle', () => {
  it.each<[number[], LogStyle, LogStyle]>([
    [[31], PLAIN, { color: 'red' }],
    [[1, 92], PLAIN, { color: 'green', bold: true }],
    [[39], { color: 'red', bold: true }, { bold: true }],
    [[22, 39], { color: 'red', bold: true }, PLAIN],
    [[0], { color: 'red', underline: true }, PLAIN],
    [[90], PLAIN, { color: 'grey' }],
    [[37], { color: 'red' }, PLAIN],
    [[7], { color: 'red' }, { background: 'red' }],
    [[44, 49, 3, 4], PLAIN, { italic: true, underline: true }],
    [[38, 5, 208, 1], PLAIN, { color: 'red', bold: true }],
    [[38, 5, 9], PLAIN, { color: 'red' }],
    [[38, 5, 244], PLAIN, { color: 'grey' }],
    [[38, 2, 40, 40, 250], PLAIN, { color: 'blue' }],
    [[48, 2, 0, 200, 200], PLAIN, { background: 'cyan' }],
    [[38, 2, 250, 250, 245], PLAIN, PLAIN],
    [[5, 8, 9], PLAIN, PLAIN],
  ])('%j after %j', (numbers, before, after) => {
    expect(restyle(before, numbers)).toEqual(after);
  });

  it('is plain again after a reset, whatever came', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(120)), (numbers) => {
        expect(restyle(restyle(PLAIN, numbers), [0])).toBe(PLAIN);
      })
    );
  });
});
