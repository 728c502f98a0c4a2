import fc from 'fast-check';

import { append, EMPTY_LOG, findLines, finish, LINE_LENGTH_LIMIT, type LogBuffer } from './logBuffer';

const fill = (chunks: string[], limit?: number): LogBuffer =>
  finish(
    chunks.reduce((buffer, chunk) => append(buffer, chunk, limit), EMPTY_LOG),
    limit
  );

describe('append', () => {
  it.each<[string, string[], string[]]>([
    ['a line cut in two', ['hel', 'lo\nwor', 'ld\n'], ['hello', 'world']],
    ['a last line without an end', ['a\nb'], ['a', 'b']],
    ['empty lines stay', ['a\n\nb\n'], ['a', '', 'b']],
    ['nothing', ['', ''], []],
    ['an escape sequence cut in two', ['\u001b[3', '1mred\n'], ['red']],
    ['windows line ends', ['a\r', '\nb\r\n'], ['a', 'b']],
  ])('%s', (_, chunks, lines) => {
    expect(fill(chunks).lines).toEqual(lines);
  });

  it('keeps the newest lines and counts the dropped', () => {
    expect(fill(['1\n2\n3\n', '4\n5'], 3)).toEqual({ lines: ['3', '4', '5'], dropped: 2, rest: '' });
  });

  it('cuts a line of a megabyte', () => {
    expect(fill(['x'.repeat(1_000_000)]).lines[0]).toHaveLength(LINE_LENGTH_LIMIT + 1);
  });

  it('gives the same lines however the text is cut', () => {
    const text = fc.array(fc.stringMatching(/^[a-z ]{0,5}$/)).map((lines) => lines.map((l) => `${l}\n`).join(''));
    fc.assert(
      fc.property(text, fc.array(fc.nat(40)), (log, cuts) => {
        const at = [0, ...cuts.filter((c) => c < log.length).sort((a, b) => a - b), log.length];
        const chunks = at.slice(1).map((end, i) => log.slice(at[i], end));
        expect(fill(chunks)).toEqual(fill([log]));
      })
    );
  });
});

it.each([
  ['err', [0, 2]],
  ['', []],
  ['.*', []],
  ['none', []],
])('findLines %j', (search, indices) => {
  expect(findLines(['Error', 'fine', 'no ERR'], search)).toEqual(indices);
});
