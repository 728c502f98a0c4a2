/**
 * `NaN` and `Infinity` as Python's json module writes them, which JSON does not know: an empty text stands in their place,
 * which is no number to whoever reads on. In place, so that offsets stay.
 */
const [QUOTE, BACKSLASH, SPACE, MINUS] = [0x22, 0x5c, 0x20, 0x2d];
const WORDS: Readonly<Record<number, string>> = { 0x4e: 'NaN', 0x49: 'Infinity' };

export class BareNumbers {
  private inText = false;
  private isEscaped = false;
  /** Bytes of a word that are still to come. */
  private left = '';
  private held = false;

  /** The next bytes of a document; a minus at the end of a piece comes with the next. */
  pass(piece: Uint8Array): Uint8Array {
    const bytes = this.held ? Uint8Array.from([MINUS, ...piece]) : Uint8Array.from(piece);
    const last = bytes.length - 1;
    for (let i = 0; i < last; i++) {
      this.step(bytes, i);
    }
    this.held = !this.inText && bytes[last] === MINUS;
    if (this.held) {
      return bytes.subarray(0, last);
    }
    if (last >= 0) {
      this.step(bytes, last);
    }
    return bytes;
  }

  private step(bytes: Uint8Array, i: number): void {
    const byte = bytes[i]!;
    if (this.inText) {
      this.inText = this.isEscaped || byte !== QUOTE;
      this.isEscaped = !this.isEscaped && byte === BACKSLASH;
    } else if (byte === QUOTE) {
      this.inText = true;
    } else if (this.left !== '' && byte === this.left.charCodeAt(0)) {
      bytes[i] = this.left.length === (this.second ?? -1) ? QUOTE : SPACE;
      this.left = this.left.slice(1);
    } else if (WORDS[byte] !== undefined) {
      const word = WORDS[byte];
      this.left = word.slice(1);
      this.second = this.left.length;
      bytes[i] = QUOTE;
      if (bytes[i - 1] === MINUS) {
        bytes[i - 1] = SPACE;
      }
    } else {
      this.left = '';
    }
  }

  /** How much of the word is left when its second byte comes: the end of the empty text. */
  private second: number | undefined;
}
