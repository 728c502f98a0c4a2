/** What tells the runs of a comparison apart: a letter, a colour, and, for the baseline, a dash. Never colour alone. */
import { placeText } from '../records/browserRecords';
import type { ComparedRun } from '../useComparison';

/** Names of Grafana's palette, which has a shade of each for both themes; neighbours far apart. */
const COLORS = [
  'blue',
  'orange',
  'green',
  'purple',
  'red',
  'dark-yellow',
  'light-blue',
  'dark-orange',
  'dark-green',
  'light-purple',
  'dark-red',
  'dark-blue',
] as const;

export interface RunLook {
  letter: string;
  color: string;
  /** Name, with the namespace where two runs share the name, and the cluster where they are of several. */
  name: string;
  /** `A wva-stair-static-1`: what charts and tables call the run. */
  label: string;
  isBaseline: boolean;
}

export function looksOf(runs: ReadonlyArray<Pick<ComparedRun, 'ref'>>, baseline: number | undefined): RunLook[] {
  const areOfSeveral = new Set(runs.map(({ ref }) => ref.cluster)).size > 1;
  return runs.map(({ ref }, i) => {
    const isShared = runs.some(({ ref: other }) => other.name === ref.name && other.namespace !== ref.namespace);
    const own = isShared ? `${ref.namespace}/${ref.name}` : ref.name;
    const name = areOfSeveral && ref.cluster !== undefined ? `${own} (${placeText(ref.cluster)})` : own;
    const letter = letterOf(i);
    return { letter, name, label: `${letter} ${name}`, color: colorOf(i), isBaseline: i === baseline };
  });
}

function letterOf(index: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + index);
}

export function colorOf(index: number): string {
  return COLORS[index % COLORS.length] ?? 'blue';
}
