/**
 * Walks a JSON document of any size as it arrives and keeps only the parts that somebody wants: memory follows the largest
 * wanted part, not the document.
 */
import { Tokenizer, TokenType } from '@streamparser/json';

import { t } from '../i18n/t';
import { BareNumbers } from './bareNumbers';

/** Keys and indices from the root. */
export type Path = ReadonlyArray<string | number>;

export interface Visitor {
  /** Whether the value that begins at this path is to be kept; inside of it nothing is asked again. */
  wants: (path: Path) => boolean;
  /** A wanted value, complete. The path is the walker's own: read it, do not keep it. */
  take: (path: Path, value: unknown) => void;
  /** Fields of wanted objects that are dropped: long texts. */
  drops: ReadonlySet<string>;
}

/** The document is not JSON, ends too early, or has what no document of the kind has. */
export class JsonError extends Error {
  constructor(
    message: string,
    /** Byte at which it was noticed. */
    readonly offset: number,
    /** It may be a whole document, but one that cannot be held in memory. */
    readonly isTooLarge = false
  ) {
    super(message);
    this.name = 'JsonError';
  }
}

type Token = Parameters<Tokenizer['onToken']>[0];
type Container = Record<string, unknown> | unknown[];

interface Level {
  isArray: boolean;
  /** What is being kept here; undefined where only the way is walked. */
  kept?: Container;
}

/** What may come next. */
type Expected = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'nothing';

const DEEPEST = 200;
/** One wanted part is small: more nodes than this make it something else. */
const MOST_NODES = 2_000_000;
/** Bytes of one text. Engines hold 512 million characters in a string, and fail in words of their own above that. */
const LONGEST_TEXT = 256 * 1024 * 1024;
const MB = 1024 * 1024;

export class JsonWalker {
  private readonly tokenizer = new Tokenizer();
  private readonly levels: Level[] = [];
  private readonly path: Array<string | number> = [];
  private expected: Expected = 'value';
  private nodes = 0;
  private offset = 0;

  private written = 0;

  /** @param longestText in bytes */
  constructor(
    private readonly visitor: Visitor,
    private readonly longestText = LONGEST_TEXT
  ) {
    this.tokenizer.onToken = (token) => this.onToken(token);
    this.tokenizer.onError = (error) => {
      throw error instanceof JsonError ? error : new JsonError(error.message, this.offset);
    };
  }

  private readonly bare = new BareNumbers();

  /** @throws JsonError */
  write(bytes: Uint8Array): void {
    this.guarded(() => this.tokenizer.write(this.bare.pass(bytes)));
    this.written += bytes.length;
    // What has no end yet began after the last token.
    if (this.written - this.offset > this.longestText) {
      throw this.tooLong();
    }
  }

  /** @throws JsonError when the document is not complete */
  end(): void {
    if (this.expected !== 'nothing') {
      throw new JsonError(t('guidellm.error.ends-in-middle', 'It ends in the middle.'), this.offset);
    }
  }

  /** What is no error of the tokenizer's own is the engine's, which cannot hold so long a text. */
  private guarded(action: () => void): void {
    try {
      action();
    } catch (error) {
      throw error instanceof JsonError ? error : this.tooLong();
    }
  }

  private tooLong(): JsonError {
    return new JsonError(
      t('guidellm.error.text-too-long', 'One text in it is longer than the {{megabytes}} MB that are read of one.', {
        megabytes: Math.round(this.longestText / MB),
      }),
      this.offset,
      true
    );
  }

  private onToken(token: Token): void {
    this.offset = token.offset;
    switch (token.token) {
      case TokenType.LEFT_BRACE:
      case TokenType.LEFT_BRACKET:
        return this.open(token.token === TokenType.LEFT_BRACKET);
      case TokenType.RIGHT_BRACE:
      case TokenType.RIGHT_BRACKET:
        return this.close(token.token === TokenType.RIGHT_BRACKET);
      case TokenType.COLON:
        this.expect('colon');
        this.expected = 'value';
        return undefined;
      case TokenType.COMMA:
        return this.comma();
      case TokenType.STRING:
        return this.isKeyNext() ? this.key(String(token.value)) : this.scalar(token.value);
      default:
        return this.scalar(token.value);
    }
  }

  private open(isArray: boolean): void {
    this.expect('value', 'value-or-end');
    const parent = this.levels.at(-1);
    let kept: Container | undefined;
    if (parent?.kept) {
      kept = isArray ? [] : {};
      this.put(parent, kept);
    } else if (this.visitor.wants(this.path)) {
      this.nodes = 0;
      kept = isArray ? [] : {};
    }
    this.levels.push({ isArray, kept });
    if (this.levels.length > DEEPEST) {
      throw new JsonError(t('guidellm.error.nested-too-deeply', 'It is nested too deeply.'), this.offset);
    }
    if (isArray) {
      this.path.push(0);
    }
    this.expected = isArray ? 'value-or-end' : 'key-or-end';
  }

  private close(isArray: boolean): void {
    const level = this.levels.at(-1);
    this.expect('comma-or-end', isArray ? 'value-or-end' : 'key-or-end');
    if (level?.isArray !== isArray) {
      throw this.unexpected();
    }
    this.levels.pop();
    if (isArray) {
      this.path.pop();
    }
    if (level.kept && !this.levels.at(-1)?.kept) {
      this.visitor.take(this.path, level.kept);
    }
    this.valueEnds();
  }

  private key(name: string): void {
    this.path.push(name);
    this.expected = 'colon';
  }

  private scalar(value: unknown): void {
    this.expect('value', 'value-or-end');
    const parent = this.levels.at(-1);
    if (parent?.kept) {
      this.put(parent, value);
    } else if (this.visitor.wants(this.path)) {
      this.visitor.take(this.path, value);
    }
    this.valueEnds();
  }

  /** Into the container around it, at where the path is. */
  private put({ kept, isArray }: Level, value: unknown): void {
    if (++this.nodes > MOST_NODES) {
      throw new JsonError(t('guidellm.error.one-part-too', 'One part of it is too large.'), this.offset, true);
    }
    const key = this.path.at(-1);
    if (isArray) {
      (kept as unknown[]).push(value);
    } else if (typeof key === 'string' && !this.visitor.drops.has(key)) {
      Object.defineProperty(kept, key, { value, enumerable: true, configurable: true, writable: true });
    }
  }

  private valueEnds(): void {
    const level = this.levels.at(-1);
    this.expected = level ? 'comma-or-end' : 'nothing';
    if (level && !level.isArray) {
      this.path.pop();
    }
  }

  private comma(): void {
    this.expect('comma-or-end');
    const last = this.path.length - 1;
    if (this.levels.at(-1)?.isArray) {
      this.path[last] = Number(this.path[last]) + 1;
      this.expected = 'value';
    } else {
      this.expected = 'key';
    }
  }

  private isKeyNext(): boolean {
    return this.expected === 'key' || this.expected === 'key-or-end';
  }

  private expect(...expected: Expected[]): void {
    if (!expected.includes(this.expected)) {
      throw this.unexpected();
    }
  }

  private unexpected(): JsonError {
    return new JsonError(t('guidellm.error.not-well-formed', 'It is not well-formed JSON.'), this.offset);
  }
}
