/** Which command a call is for, and what becomes of what it throws. */
import { columns, helpOf, parse, type Command, type Io } from './command';
import { check } from './commands/check';
import { judge } from './commands/judge';
import { measure } from './commands/measure';
import { record } from './commands/record';
import { recorder } from './commands/recorder';
import { report } from './commands/report';
import { failureText } from './failureText';
import { EXIT, UsageError, type ExitCode } from './usage';
import { VERSION } from './version';

export const COMMANDS: Readonly<Record<string, Command>> = { check, measure, record, recorder, report, judge };

/** @param args without Node and the script; never throws */
export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const [name, ...rest] = args;
  if (name === '--help' || name === 'help') {
    io.out(overview());
    return EXIT.done;
  }
  if (name === '--version') {
    io.out(`${VERSION}\n`);
    return EXIT.done;
  }
  const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (name === undefined || command === undefined) {
    io.err(name === undefined ? overview() : `wva: there is no command ${JSON.stringify(name)}; see wva --help\n`);
    return EXIT.usage;
  }
  if (rest.includes('--help')) {
    io.out(helpOf(name, command));
    return EXIT.done;
  }
  try {
    return await command.run(parse(command, rest, io.env), io);
  } catch (error) {
    if (error instanceof UsageError) {
      io.err(`wva ${name}: ${error.message}; see wva ${name} --help\n`);
      return EXIT.usage;
    }
    io.err(`wva ${name}: ${failureText(error)}\n`);
    return EXIT.failed;
  }
}

function overview(): string {
  const rows = Object.entries(COMMANDS).map(([name, { about }]): [string, string] => [`  ${name}`, about]);
  return [
    'wva COMMAND [options]',
    '',
    'Measures and judges runs under the Workload Variant Autoscaler, with the code of the Grafana app.',
    '',
    ...columns(rows),
    '',
    'wva COMMAND --help says more about a command.',
    '',
  ].join('\n');
}
