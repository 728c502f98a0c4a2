/** What a command of `wva` is: its options as data, from which parsing and `--help` are made. */
import { parseArgs } from 'node:util';

import { UsageError, type ExitCode } from './usage';

/** The world around a command, so that tests give it another. */
export interface Io {
  out(text: string): void;
  /** Everything that is not the result. */
  err(text: string): void;
  /** Whether a person looks at standard error: then progress is shown there. */
  isTerminal: boolean;
  env: Readonly<Record<string, string | undefined>>;
  /** Epoch ms. */
  now(): number;
  signal?: AbortSignal;
  /** Whether there is a file of this name. */
  isThere(file: string): boolean;
}

export interface Option {
  /** What a value is, in capitals; undefined: a switch. */
  value?: string;
  about: string;
  many?: boolean;
  /** Environment variable that stands in for it. */
  env?: string;
}

export interface Command {
  /** How it is called, after its name. */
  usage: string;
  about: string;
  /** What a reader of `--help` needs beyond the options. */
  details?: string[];
  options: Readonly<Record<string, Option>>;
  /** Whether words without a dash are taken. */
  takesWords?: boolean;
  run(given: Given, io: Io): Promise<ExitCode>;
}

/** Options and words of a call. */
export class Given {
  constructor(
    private readonly values: Readonly<Record<string, string | boolean | Array<string | boolean> | undefined>>,
    readonly words: readonly string[],
    private readonly env: Io['env'],
    private readonly options: Command['options']
  ) {}

  /** The value of an option, else that of its environment variable; an empty one counts as none. */
  text(name: string): string | undefined {
    const value = this.values[name];
    const variable = this.options[name]?.env;
    const text = typeof value === 'string' ? value : variable === undefined ? undefined : this.env[variable];
    return text === undefined || text.trim() === '' ? undefined : text.trim();
  }

  /** @throws UsageError when it is missing */
  needed(name: string): string {
    const text = this.text(name);
    if (text === undefined) {
      const variable = this.options[name]?.env;
      throw new UsageError(`--${name} is missing${variable === undefined ? '' : ` (or the variable ${variable})`}`);
    }
    return text;
  }

  many(name: string): string[] {
    const value = this.values[name];
    return Array.isArray(value)
      ? value.filter((one): one is string => typeof one === 'string' && one.trim() !== '')
      : [];
  }

  isOn(name: string): boolean {
    return this.values[name] === true;
  }
}

/** @throws UsageError that says what is wrong with the words that were typed */
export function parse(command: Command, args: readonly string[], env: Io['env']): Given {
  const options = Object.fromEntries(
    Object.entries({ ...command.options, help: HELP }).map(([name, { value, many = false }]) => [
      name,
      { type: value === undefined ? ('boolean' as const) : ('string' as const), multiple: many },
    ])
  );
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options,
      allowPositionals: command.takesWords ?? false,
    });
    return new Given(values, positionals, env, command.options);
  } catch (error) {
    // Node adds advice on how to write an argument with a dash; the first sentence says what is wrong.
    throw new UsageError((error as Error).message.split(/\.\s|\n/)[0] ?? '');
  }
}

const HELP: Option = { about: 'shows this text' };

/** The text of `wva COMMAND --help`. */
export function helpOf(name: string, { usage, about, details = [], options }: Command): string {
  const rows = Object.entries({ ...options, help: HELP }).map(
    ([option, { value, about, env, many }]): [string, string] => [
      `  --${option}${value === undefined ? '' : ` ${value}`}`,
      `${about}${many ? '; may be repeated' : ''}${env === undefined ? '' : ` [${env}]`}`,
    ]
  );
  return [
    `wva ${name} ${usage}`,
    '',
    about,
    '',
    'Options:',
    ...columns(rows),
    ...(details.length > 0 ? ['', ...details] : []),
  ]
    .join('\n')
    .concat('\n');
}

/** Rows of two columns, the second one straight. */
export function columns(rows: ReadonlyArray<readonly string[]>): string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)) + 2);
  return rows.map((row) =>
    row
      .map((text, i) => text.padEnd(widths[i] ?? 0))
      .join('')
      .trimEnd()
  );
}
