/** Escape sequences of a terminal (ECMA-48): which one begins here, and what a colour sequence makes of a style. */

/** The colours that a log can have; they are drawn in tones of the theme that can be read on its background. */
export const LOG_COLORS = ['red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'grey'] as const;
export type LogColor = (typeof LOG_COLORS)[number];

export interface LogStyle {
  readonly color?: LogColor;
  readonly background?: LogColor;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
}

export const PLAIN: LogStyle = {};

/**
 * `incomplete`: the text ends before the sequence does; `style`: colours, with the numbers of the sequence; `erase`: the
 * line is emptied; `home`: the next text begins the line anew; `other`: nothing to see.
 */
export type Escape =
  | { kind: 'incomplete' }
  | { kind: 'style'; end: number; numbers: number[] }
  | { kind: 'erase' | 'home' | 'other'; end: number };

/** Longer than this, what looks like a sequence is none: its first characters are left out, and the rest is text. */
const MAX_TITLE = 4096;

const CSI = /(?:\u001b\[|\u009b)([0-?]{0,64})[ -/]{0,8}([@-~])/y;
// A title or a link, ended by BEL or ST, or broken off by the next sequence.
const OSC = new RegExp(`\\u001b\\][^\\u0007\\u001b]{0,${MAX_TITLE}}(?:\\u0007|\\u001b\\\\|(?=\\u001b[^\\\\]))`, 'y');
const SHORT = /\u001b[ -/]{0,8}[0-Z\\^-~]/y;
const PARTIAL = new RegExp(
  `(?:(?:\\u001b\\[|\\u009b)[0-?]{0,64}[ -/]{0,8}|\\u001b\\][^\\u0007\\u001b]{0,${MAX_TITLE}}\\u001b?|\\u001b[ -/]{0,8})$`,
  'y'
);

/** The sequence that begins at a position where the text has ESC or CSI. */
export function readEscape(text: string, at: number): Escape {
  const csi = matchAt(CSI, text, at);
  if (csi) {
    return commandOf(csi[1] ?? '', csi[2] ?? '', at + csi[0].length);
  }
  const other = matchAt(OSC, text, at) ?? matchAt(SHORT, text, at);
  if (other) {
    return { kind: 'other', end: at + other[0].length };
  }
  if (matchAt(PARTIAL, text, at)) {
    return { kind: 'incomplete' };
  }
  return { kind: 'other', end: at + (text[at] === '\u001b' && '[]'.includes(text[at + 1] ?? '') ? 2 : 1) };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function commandOf(parameters: string, final: string, end: number): Escape {
  switch (final) {
    case 'm':
      return /^[\d;:]*$/.test(parameters)
        ? { kind: 'style', numbers: parameters.split(/[;:]/).map(Number), end }
        : { kind: 'other', end };
    case 'K':
      return { kind: parameters === '2' ? 'erase' : 'other', end };
    case 'G':
      return { kind: parameters === '' || parameters === '1' ? 'home' : 'other', end };
    default:
      return { kind: 'other', end };
  }
}

const BASIC: ReadonlyArray<LogColor | undefined> = [
  'grey',
  'red',
  'green',
  'yellow',
  'blue',
  'magenta',
  'cyan',
  undefined, // White is the colour of plain text.
];

/** The style after a colour sequence (SGR). Blinking, hidden and struck-out text is plain. */
export function restyle(style: LogStyle, numbers: readonly number[]): LogStyle {
  if (numbers.length === 1 && numbers[0] === 0) {
    return PLAIN;
  }
  let next = style;
  for (let i = 0; i < numbers.length; i += 1) {
    const code = numbers[i]!;
    if (code === 38 || code === 48) {
      const { color, length } = extended(numbers.slice(i + 1));
      next = { ...next, [code === 38 ? 'color' : 'background']: color };
      i += length;
    } else {
      next = simple(next, code);
    }
  }
  return next.color || next.background || next.bold || next.italic || next.underline ? next : PLAIN;
}

function simple(style: LogStyle, code: number): LogStyle {
  switch (code) {
    case 0:
      return PLAIN;
    case 1:
      return { ...style, bold: true };
    case 3:
      return { ...style, italic: true };
    case 4:
      return { ...style, underline: true };
    case 7:
      return { ...style, background: style.color ?? 'grey', color: undefined };
    case 22:
      return { ...style, bold: undefined };
    case 23:
      return { ...style, italic: undefined };
    case 24:
      return { ...style, underline: undefined };
    case 27:
    case 49:
      return { ...style, background: undefined };
    case 39:
      return { ...style, color: undefined };
    default:
      return colored(style, code);
  }
}

function colored(style: LogStyle, code: number): LogStyle {
  const digit = code % 10;
  const tens = code - digit;
  if (digit > 7) {
    return style;
  }
  switch (tens) {
    case 30:
    case 90:
      return { ...style, color: BASIC[digit] };
    case 40:
    case 100:
      return { ...style, background: BASIC[digit] };
    default:
      return style;
  }
}

/** `5;n` of 256 colours, or `2;r;g;b`: the nearest of those that a log can have. */
function extended([kind, a = 0, b = 0, c = 0]: readonly number[]): { color?: LogColor; length: number } {
  if (kind === 2) {
    return { color: nearest(a, b, c), length: 4 };
  }
  if (kind !== 5) {
    return { length: 0 };
  }
  if (a < 16) {
    return { color: BASIC[a % 8], length: 2 };
  }
  const cube = a - 16;
  const level = (n: number): number => (n % 6) * 51;
  return {
    color: a >= 232 ? 'grey' : nearest(level(Math.floor(cube / 36)), level(Math.floor(cube / 6)), level(cube)),
    length: 2,
  };
}

const HUES: readonly LogColor[] = ['red', 'yellow', 'green', 'cyan', 'blue', 'magenta'];

/** By the hue, in sixths of the circle; hardly any colour is none. */
function nearest(r: number, g: number, b: number): LogColor | undefined {
  const [most, least] = [Math.max(r, g, b), Math.min(r, g, b)];
  const span = most - least;
  if (span < 40) {
    return most > 170 ? undefined : 'grey';
  }
  const sixth = most === r ? (g - b) / span : most === g ? 2 + (b - r) / span : 4 + (r - g) / span;
  return HUES[Math.round(sixth + 6) % 6];
}
