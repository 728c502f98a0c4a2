import fc from 'fast-check';

import { piecesOf } from './linePieces';

const red = { color: 'red' as const };
const bold = { bold: true };

it('cuts a line at styles and at matches, and a match may lie across them', () => {
  const line = {
    text: 'a warning here',
    spans: [
      { from: 2, to: 6, style: red },
      { from: 6, to: 9, style: bold },
    ],
  };
  expect(piecesOf(line, 'nin').map(({ text, style, isHit }) => [text, style, isHit])).toEqual([
    ['a ', undefined, false],
    ['war', red, false],
    ['n', red, true],
    ['in', bold, true],
    ['g', bold, false],
    [' here', undefined, false],
  ]);
});

it('loses nothing, whatever is searched for', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[abAB]{0,20}$/),
      fc.stringMatching(/^[ab]{0,2}$/),
      fc.nat(9),
      (text, wanted, at) => {
        const spans = at < text.length ? [{ from: at, to: text.length, style: red }] : [];
        const pieces = piecesOf({ text, spans }, wanted);
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
        expect(pieces.some(({ isHit }) => isHit)).toBe(wanted !== '' && text.toLowerCase().includes(wanted));
      }
    )
  );
});
