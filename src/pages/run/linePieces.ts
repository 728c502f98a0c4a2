/** A line of a log, cut where its look changes: where a style begins or ends, and around what is searched for. */
import type { LogStyle } from './ansi';
import type { LogLine } from './logBuffer';

export interface Piece {
  /** Position in the line. */
  from: number;
  text: string;
  style?: LogStyle;
  isHit: boolean;
}

/** @param wanted in lower case; empty: nothing is searched for */
export function piecesOf({ text, spans = [] }: LogLine, wanted: string): Piece[] {
  const hits = hitsIn(text.toLowerCase(), wanted);
  const ends = [...spans.flatMap(({ from, to }) => [from, to]), ...hits.flatMap((at) => [at, at + wanted.length])];
  const cuts = [...new Set([0, ...ends, text.length])].filter((at) => at <= text.length).sort((a, b) => a - b);
  let span = 0;
  let hit = 0;
  return cuts.slice(0, -1).map((from, i) => {
    while (span < spans.length && spans[span]!.to <= from) {
      span += 1;
    }
    while (hit < hits.length && hits[hit]! + wanted.length <= from) {
      hit += 1;
    }
    const styled = spans[span];
    return {
      from,
      text: text.slice(from, cuts[i + 1]),
      style: styled && styled.from <= from ? styled.style : undefined,
      isHit: hits[hit] !== undefined && hits[hit]! <= from,
    };
  });
}

function hitsIn(text: string, wanted: string): number[] {
  const hits: number[] = [];
  for (let at = text.indexOf(wanted); at >= 0 && wanted !== ''; at = text.indexOf(wanted, at + wanted.length)) {
    hits.push(at);
  }
  return hits;
}
