import fc from 'fast-check';

import { asUsers, hasKnownRate, peakRate, rateAt, summedRate, totalSeconds, type LoadProfile } from './loadProfile';

const step = (delaySeconds: number, durationSeconds: number, rate: number) => ({
  name: 's',
  delaySeconds,
  durationSeconds,
  rate,
});

const stair: LoadProfile = {
  steps: [step(0, 3600, 0.5), step(600, 3000, 0.5), step(1200, 2400, 0.5), step(1800, 1800, 0.5)],
};

describe('the load patterns in use', () => {
  it('draws the stair of the first experiment', () => {
    expect(summedRate(stair)).toEqual([
      { atSeconds: 0, rate: 0.5 },
      { atSeconds: 600, rate: 1 },
      { atSeconds: 1200, rate: 1.5 },
      { atSeconds: 1800, rate: 2 },
      { atSeconds: 3600, rate: 0 },
    ]);
    expect([totalSeconds(stair), peakRate(stair)]).toEqual([3600, 2]);
  });

  it.each([
    ['p2 spike', [step(0, 2100, 0.1), step(900, 600, 1)], 2100, 1.1],
    ['p3 burst and drain', [step(0, 600, 1), step(1200, 600, 1), step(2400, 600, 1)], 3000, 1],
    ['nothing', [], 0, 0],
  ])('%s', (_, steps, total, peak) => {
    expect([totalSeconds({ steps }), peakRate({ steps })]).toEqual([total, peak]);
  });

  it('is drawn as users where it is set by them, and as neither where it is not', () => {
    const users = (profile: string, count?: number) => ({
      name: 's',
      delaySeconds: 0,
      durationSeconds: 60,
      profile,
      users: count,
    });
    const concurrent = { steps: [users('concurrent', 32), users('concurrent', 32)] };
    expect([hasKnownRate(concurrent), peakRate(asUsers(concurrent)!)]).toEqual([false, 64]);
    expect(asUsers({ steps: [users('concurrent', 32), users('sweep')] })).toBeUndefined();
  });

  it('says 0.3 for 0.1 and 0.2', () => {
    expect(rateAt({ steps: [step(0, 10, 0.1), step(0, 10, 0.2)] }, 5)).toBe(0.3);
  });
});

const anyProfile = fc
  .array(
    fc.tuple(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 1000 })),
    { maxLength: 20 }
  )
  .map((steps): LoadProfile => ({ steps: steps.map(([delay, duration, rate]) => step(delay, duration, rate / 100)) }));

describe('for any load', () => {
  it('the step function agrees with the rate at each of its points, and ends at 0', () => {
    fc.assert(
      fc.property(anyProfile, (profile) => {
        const points = summedRate(profile);
        points.forEach(({ atSeconds, rate }) => expect(rate).toBe(rateAt(profile, atSeconds)));
        expect(points[points.length - 1]).toEqual({ atSeconds: totalSeconds(profile), rate: 0 });
      })
    );
  });

  it('the area below it is the number of requests of all steps', () => {
    fc.assert(
      fc.property(anyProfile, (profile) => {
        const points = summedRate(profile);
        const area = points.reduce(
          (sum, { atSeconds, rate }, i) => sum + rate * ((points[i + 1]?.atSeconds ?? atSeconds) - atSeconds),
          0
        );
        expect(area).toBeCloseTo(
          profile.steps.reduce((sum, s) => sum + (s.rate ?? 0) * s.durationSeconds, 0),
          3
        );
      })
    );
  });
});
