/** One line on a terminal that says how far it is; nothing where no person looks. */
import type { Progress } from '../src/measuring/measureRun';
import type { Io } from './command';

export interface ProgressLine {
  show(progress: Progress): void;
  /** Takes the line away. */
  end(): void;
}

export function progressOn({ isTerminal, err }: Io, what = 'asking Prometheus'): ProgressLine {
  let shown = '';
  return {
    show: ({ done, total }) => {
      if (isTerminal) {
        shown = `${what}: ${done} of ${total} requests answered`;
        err(`\r${shown}`);
      }
    },
    end: () => {
      if (shown !== '') {
        err(`\r${' '.repeat(shown.length)}\r`);
        shown = '';
      }
    },
  };
}
