import fc from 'fast-check';

import { append, blocksOf, countLines, EMPTY_LOG, finish, LineFinder, linesOf, LOG_LIMITS } from './logBuffer';

const ESC = '\u001b';
const SMALL = { blockLines: 2, blocks: 2, chars: 1000, lineLength: 10 };

const come = (chunks: string[], limits = LOG_LIMITS) =>
  chunks.reduce((buffer, chunk) => append(buffer, chunk, limits), EMPTY_LOG);
const fill = (chunks: string[], limits = LOG_LIMITS) => finish(come(chunks, limits), limits);
const texts = (chunks: string[]) => linesOf(fill(chunks)).map(({ text }) => text);

describe('append', () => {
  it.each<[string, string[], string[]]>([
    ['a line cut in two', ['hel', 'lo\nwor', 'ld\n'], ['hello', 'world']],
    ['a last line without an end', ['a\nb'], ['a', 'b']],
    ['empty lines stay', ['a\n\nb\n'], ['a', '', 'b']],
    ['nothing', ['', ''], []],
    ['windows line ends', ['a\r', '\nb\r\n'], ['a', 'b']],
    ['a carriage return overwrites', ['10 %\r50 %\r', '100 %\n'], ['100 %']],
    ['an erased line', [`old${ESC}[2Knew\n`], ['new']],
    ['back to the first column', [`old${ESC}[1Gnew\n`], ['new']],
    [
      'a link and a title',
      [`${ESC}]8;;https://example.org${ESC}\\link${ESC}]8;;${ESC}\\ ${ESC}]0;t\u0007x`],
      ['link x'],
    ],
    ['other control characters', ['a\tb\u0007 nul\u0000 \u0085c'], ['a\tb nul c']],
    ['markup is text', ['<b>[0m is text</b>'], ['<b>[0m is text</b>']],
    ['any language', ['Prüfung 🚀 日本'], ['Prüfung 🚀 日本']],
    ['a sequence that is cut off at the end', [`cut off ${ESC}[3`], ['cut off ']],
  ])('%s', (_, chunks, lines) => {
    expect(texts(chunks)).toEqual(lines);
  });

  it('keeps colours, over chunks and lines, until they end', () => {
    const red = { color: 'red' };
    expect(linesOf(fill([`plain ${ESC}[3`, `1mred`, ` too\nstill`, `${ESC}[0m not\n`]))).toEqual([
      { text: 'plain red too', spans: [{ from: 6, to: 13, style: red }] },
      { text: 'still not', spans: [{ from: 0, to: 5, style: red }] },
    ]);
  });

  it('keeps the newest blocks and counts the lines dropped', () => {
    const buffer = fill(['1\n2\n3\n', '4\n5\n6\n7'], SMALL);
    expect(blocksOf(buffer, SMALL)).toEqual([
      { number: 1, lines: [{ text: '3' }, { text: '4' }] },
      { number: 2, lines: [{ text: '5' }, { text: '6' }] },
      { number: 3, lines: [{ text: '7' }] },
    ]);
    expect([buffer.dropped, countLines(buffer)]).toEqual([2, 5]);
  });

  it('keeps fewer lines where they are long', () => {
    const long = `${'x'.repeat(LOG_LIMITS.lineLength)}\n`;
    const buffer = fill(Array.from({ length: 30 }, () => long.repeat(200)));
    expect(buffer.chars).toBeLessThanOrEqual(LOG_LIMITS.chars);
    expect(buffer.dropped + countLines(buffer)).toBe(6000);
  });

  it('cuts a line of a megabyte', () => {
    const [line] = linesOf(fill(Array.from({ length: 1000 }, () => 'x'.repeat(1000))));
    expect(line?.text).toBe(`${'x'.repeat(LOG_LIMITS.lineLength)}…`);
  });

  // A generator whose progress bar writes itself anew 2,000 times a chunk, with no line end for 15 s.
  it('shows the last state of a progress bar while it comes, and holds no more than that', () => {
    const bar = Array.from({ length: 2000 }, (_, i) => `\rGenerating... ${i}/2000`).join('');
    let buffer = EMPTY_LOG;
    for (let i = 0; i < 150; i += 1) {
      buffer = append(buffer, bar);
      expect(linesOf(buffer)).toEqual([{ text: 'Generating... 1999/2000' }]);
    }
    expect(JSON.stringify(buffer).length).toBeLessThan(300);
    expect(linesOf(finish(append(buffer, '\ndone')))).toEqual([{ text: 'Generating... 1999/2000' }, { text: 'done' }]);
  });

  it('shares the blocks that did not change, so that they are not drawn again', () => {
    const before = come(['a\n'.repeat(1000)]);
    const after = append(before, 'b\n');
    expect(blocksOf(after).slice(0, 5)).toEqual(blocksOf(before).slice(0, 5));
    blocksOf(before).forEach((block, i) => expect(blocksOf(after)[i]).toBe(block));
  });
});

describe('however the bytes of a log are cut into chunks', () => {
  const part = fc.oneof(
    fc.stringMatching(/^[a-z ]{0,5}$/),
    fc.constantFrom('\n', '\n', '\r', '\r\n', '\t', '\u0000', 'ü', '🚀', '日本'),
    fc.constantFrom(`${ESC}[31m`, `${ESC}[0m`, `${ESC}[1;32m`, `${ESC}[2K`, `${ESC}[G`, `${ESC}]0;t\u0007`, `${ESC}(B`),
    fc.constantFrom(ESC, `${ESC}[`, `${ESC}]`, `${ESC}]x${ESC}[3`, '\u009b1', `${ESC}]8;;x${ESC}\\`)
  );
  const log = fc.array(part, { maxLength: 60 }).map((parts) => new TextEncoder().encode(parts.join('')));
  const decoded = (bytes: Uint8Array, cuts: number[]): string[] => {
    const decoder = new TextDecoder();
    const at = [0, ...cuts.filter((c) => c < bytes.length).sort((a, b) => a - b), bytes.length];
    return at.slice(1).map((end, i) => decoder.decode(bytes.subarray(at[i], end), { stream: end < bytes.length }));
  };

  it('the lines and their colours are the same', () => {
    fc.assert(
      fc.property(log, fc.array(fc.nat(150)), (bytes, cuts) => {
        const whole = new TextDecoder().decode(bytes);
        expect(fill(decoded(bytes, cuts), SMALL)).toEqual(fill([whole], SMALL));
      }),
      { numRuns: 500 }
    );
  });

  it('no control character but the tab is left, and every span is within its line', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          log.map((bytes) => new TextDecoder().decode(bytes)),
          fc.string({ unit: 'binary' })
        ),
        (text) => {
          for (const line of linesOf(fill([text]))) {
            expect(line.text).not.toMatch(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/);
            (line.spans ?? []).reduce((end, { from, to }) => {
              expect(from).toBeGreaterThanOrEqual(end);
              expect(to).toBeGreaterThan(from);
              expect(to).toBeLessThanOrEqual(line.text.length);
              return to;
            }, 0);
          }
        }
      )
    );
  });
});

it.each([
  ['err', [0, 2]],
  ['', []],
  ['.*', []],
  ['none', []],
])('LineFinder %j', (search, indices) => {
  const blocks = [
    { number: 7, lines: [{ text: 'Error' }, { text: 'fine' }] },
    { number: 8, lines: [{ text: 'no ERR' }] },
  ];
  const finder = new LineFinder(search);
  expect([finder.find(blocks), finder.find(blocks)]).toEqual([indices, indices]);
});
