/** The part of YAML that most ConfigMaps of settings keep to: a line a key, each with a plain number or word. */

const NUMBER = '-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?';
/** Words that YAML reads as something else than text are left to its parser. */
const WORD = '(?!(?:true|false|null)\\b)[A-Za-z][A-Za-z0-9_.-]*';
const LINE = new RegExp(`^(${WORD}): +(?:(${NUMBER})|(${WORD}))(?: +#.*)?$`, 'i');
const EMPTY = /^ *(?:#.*)?$/;

/**
 * What a YAML parser reads from the text, where the text is so plain that none is needed; undefined where it takes one
 * (nesting, lists, quotes, several documents, a key twice).
 */
export function flatScalars(text: string): Record<string, number | string> | undefined {
  const found = new Map<string, number | string>();
  for (const line of text.split(/\r?\n/)) {
    if (EMPTY.test(line)) {
      continue;
    }
    const [, key, number, word] = LINE.exec(line.trimEnd()) ?? [];
    if (key === undefined || found.has(key)) {
      return undefined;
    }
    found.set(key, number === undefined ? (word ?? '') : Number(number));
  }
  return found.size > 0 ? Object.fromEntries(found) : undefined;
}
