import { Hpa } from './hpa';
import { PACES } from './pace';

/** Replicas at each of the given seconds while WVA's wish follows a script. */
function follow(
  wish: (second: number) => number,
  seconds: number[],
  spec = { minReplicas: 1, maxReplicas: 12 },
  start = 1
): number[] {
  const hpa = new Hpa(spec, start);
  const seen: number[] = [];
  let replicas = start;
  for (let second = 0; second <= Math.max(...seconds); second++) {
    replicas = hpa.tick(second, wish(second), replicas, PACES.lab);
    if (seconds.includes(second)) {
      seen.push(replicas);
    }
  }
  return seen;
}

describe('Hpa', () => {
  it.each([
    ['goes up at the sync after the poll, without a window', (s: number) => (s < 16 ? 1 : 3), [15, 29, 30], [1, 1, 3]],
    ['waits out the window before it goes down', (s: number) => (s < 31 ? 4 : 1), [30, 45, 90, 105], [4, 4, 4, 1]],
    [
      'a wish that comes back within the window keeps the replicas',
      (s: number) => (s > 30 && s < 70 ? 1 : 4),
      [30, 75, 150],
      [4, 4, 4],
    ],
    [
      'goes down to the highest wish of the window',
      (s: number) => (s < 31 ? 4 : s < 61 ? 1 : 3),
      [30, 90, 120],
      [4, 4, 3],
    ],
  ])('%s', (_, wish, seconds, replicas) => {
    expect(follow(wish, seconds)).toEqual(replicas);
  });

  it('stays within its bounds', () => {
    expect(follow(() => 99, [0, 30], { minReplicas: 2, maxReplicas: 5 })).toEqual([5, 5]);
    expect(follow(() => 0, [0, 120], { minReplicas: 2, maxReplicas: 5 }, 2)).toEqual([2, 2]);
  });

  it('starts its window from the replicas that it finds', () => {
    expect(follow(() => 1, [0, 60, 75], undefined, 4)).toEqual([4, 4, 1]);
  });
});
