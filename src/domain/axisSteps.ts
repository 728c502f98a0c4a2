/** Steps of an axis that people read at a glance: no axis of ours says 16.7 min. */

/** Seconds and how they are said. The coarse ones lie a power of ten apart, or nearly. */
const COARSE: ReadonlyArray<[number, string]> = [
  [1e-4, '0.1 ms'],
  [1e-3, '1 ms'],
  [0.01, '10 ms'],
  [0.1, '100 ms'],
  [1, '1 s'],
  [10, '10 s'],
  [60, '1 min'],
  [600, '10 min'],
  [3600, '1 h'],
  [36_000, '10 h'],
];
const FINE: ReadonlyArray<[number, string]> = [
  [2e-3, '2 ms'],
  [5e-3, '5 ms'],
  [0.02, '20 ms'],
  [0.05, '50 ms'],
  [0.2, '200 ms'],
  [0.5, '500 ms'],
  [2, '2 s'],
  [5, '5 s'],
  [20, '20 s'],
  [30, '30 s'],
  [120, '2 min'],
  [300, '5 min'],
  [1200, '20 min'],
  [1800, '30 min'],
  [7200, '2 h'],
  [18_000, '5 h'],
];

export interface AxisStep {
  value: number;
  text: string;
}

/** Fewer on an axis leave the reader to guess what lies between. */
const FEWEST = 3;

/** Steps of a logarithmic axis of durations, from low to high: the coarse ones, and those between them where that is few. */
export function durationSteps(fromSeconds: number, toSeconds: number): AxisStep[] {
  const within = (steps: ReadonlyArray<[number, string]>): AxisStep[] =>
    steps.filter(([value]) => value >= fromSeconds && value <= toSeconds).map(([value, text]) => ({ value, text }));
  const coarse = within(COARSE);
  return coarse.length >= FEWEST ? coarse : [...coarse, ...within(FINE)].sort((a, b) => a.value - b.value);
}

/**
 * Values of a linear axis: multiples of 1, 2 or 5 times a power of ten.
 *
 * @param most how many steps there may be at most
 */
export function roundSteps(from: number, to: number, most: number): number[] {
  const least = (to - from) / most;
  if (!(least > 0) || !Number.isFinite(least)) {
    return [from];
  }
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= least) ?? least;
  const first = Math.ceil(from / step - 1e-9);
  const count = Math.floor((to - first * step) / step + 1e-9) + 1;
  // By multiplication: sums would add up what a float rounds off.
  return Array.from({ length: count }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** Between two steps of a linear axis of time, seconds. */
const TIME_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400];
const DAY = 86_400;

/** The least round time of which at most `most` fit into so many seconds, seconds. */
export function timeStep(seconds: number, most: number): number {
  return TIME_STEPS.find((step) => seconds / step < most) ?? Math.ceil(seconds / most / DAY) * DAY;
}

/**
 * Steps of a linear axis that begins at 0, in seconds: `0`, `5 min`, `10 min`. Each is said in the largest unit of which it is
 * a whole number.
 *
 * @param most how many there are at most after the first
 */
export function timeSteps(seconds: number, most = 6): AxisStep[] {
  const step = timeStep(seconds, most);
  return Array.from({ length: Math.floor(seconds / step) + 1 }, (_, i) => ({
    value: i * step,
    text: wholeText(i * step),
  }));
}

function wholeText(seconds: number): string {
  const [size, unit] = WHOLE.find(([one]) => seconds % one === 0) ?? [1, 's'];
  return seconds === 0 ? '0' : `${seconds / size} ${unit}`;
}

const WHOLE: ReadonlyArray<[number, string]> = [
  [DAY, 'd'],
  [3600, 'h'],
  [60, 'min'],
];
