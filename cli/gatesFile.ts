/** Gates as a file holds them: one a line; `#` begins a comment. */
import { parseGate, type Gate } from '../src/domain/comparison/gates';
import { contentOf } from './prometheusOptions';
import { UsageError } from './usage';

/** @throws UsageError that names the line, or says that the file cannot be read or holds none */
export function gatesFrom(file: string): Gate[] {
  const gates = contentOf('gates', file)
    .split('\n')
    .flatMap((line, i): Gate[] => {
      const text = line.replace(/#.*$/, '').trim();
      const gate = parseGate(text);
      if (text !== '' && gate === undefined) {
        throw new UsageError(`${file}, line ${i + 1}: ${JSON.stringify(text)} is no gate`);
      }
      return gate ? [gate] : [];
    });
  if (gates.length === 0) {
    throw new UsageError(`${file} holds no gate`);
  }
  return gates;
}
