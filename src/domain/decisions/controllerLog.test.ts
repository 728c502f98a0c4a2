import fc from 'fast-check';

import { parseControllerLog, type ControllerCycle, type ControllerLog } from './controllerLog';

const at = Date.parse('2026-08-04T10:00:00Z');
const line = (fields: Record<string, unknown>, ms = at) =>
  JSON.stringify({ level: 'info', ts: new Date(ms).toISOString(), ...fields });

const RESULT = {
  msg: 'analyzer-result',
  modelID: 'm',
  namespace: 'llm',
  analyzer: 'saturation',
  supply: 658534,
  demand: 1041047,
  util: 1.58,
  rc: 566227,
  sc: 0,
  scaleUpThreshold: 0.85,
  scaleDownBoundary: 0.7,
  variants: [{ name: 'primary', prc: 1152000, role: 'both', reason: 'P3-k2' }],
};
const DECISION = {
  msg: 'scaling-decision',
  modelID: 'm',
  namespace: 'llm',
  decisions: [{ name: 'primary', curr: 1, tgt: 2, action: 'ScaleUp' }],
};
const parse = (...lines: string[]) => parseControllerLog(lines.join('\n'));

test('V2: result and decision of a model are one cycle, whatever stands between them', () => {
  const log = parse(
    line(RESULT),
    line({ ...RESULT, modelID: 'other' }),
    line({ msg: 'k2-decision', priority: 'P1-obs' }),
    line({ ...RESULT, analyzer: 'throughput' }),
    line(DECISION, at + 3),
    line({ msg: 'Processing decision for VA', variant: 'llm/primary', action: 'NoChange', current: 1, target: 1 }),
    line({ ...RESULT, demand: 5 }, at + 15_000)
  );
  expect(log.cycles.map(({ model, analyses, decisions }) => [model, analyses.length, decisions.length])).toEqual([
    ['m', 2, 1],
    ['other', 1, 0],
    ['m', 1, 0],
  ]);
  expect(log.cycles[0]).toMatchObject({
    at,
    namespace: 'llm',
    analyses: [
      {
        kind: 'capacity',
        analyzer: 'saturation',
        supply: 658534,
        demand: 1041047,
        utilization: 1.58,
        required: 566227,
        spare: 0,
        scaleUpThreshold: 0.85,
        scaleDownBoundary: 0.7,
        variants: [{ name: 'primary', capacity: 1152000, role: 'both', reason: 'P3-k2' }],
      },
      { analyzer: 'throughput' },
    ],
    // The last word counts.
    decisions: [{ name: 'primary', current: 1, target: 1, action: 'none' }],
  });
  expect(log).toMatchObject({ lines: 7, broken: 0, other: 1, from: at, to: at + 15_000 });
});

test('V1: spares, and the decision of the model that alone it can be of', () => {
  const analysed = (modelID: string) => ({
    msg: 'Saturation analysis completed',
    modelID,
    role: 'both',
    totalReplicas: 2,
    nonSaturated: 1,
    avgSpareKv: 0.05,
    avgSpareQueue: 5,
    shouldScaleUp: true,
    scaleUpReason: 'KV spare capacity low',
    scaleDownSafe: false,
  });
  const begun = (modelID: string, namespace: string) => ({ msg: 'Processing model (V1)', modelID, namespace });
  const decided = (variant: string) => ({
    msg: 'Processing decision for VA',
    variant,
    action: 'ScaleUp',
    current: 2,
    target: 3,
  });
  const done = { msg: 'Optimization completed successfully' };
  const { cycles } = parse(
    ...[begun('m', 'a'), analysed('m'), begun('n', 'b'), analysed('n'), begun('o', 'b'), analysed('o')].map((f) =>
      line(f)
    ),
    ...[decided('a/x'), decided('b/y'), done].map((f) => line(f)),
    ...[begun('m', 'a'), analysed('m'), decided('a/x')].map((f) => line(f, at + 5_000))
  );
  const told = cycles.map(({ model, namespace, decisions }) => [model, namespace, decisions.map(({ name }) => name)]);
  expect(told).toEqual([
    ['m', 'a', ['x']],
    ['n', 'b', []],
    ['o', 'b', []],
    [undefined, 'b', ['y']],
    ['m', 'a', ['x']],
  ]);
  expect(cycles[0]).toMatchObject({
    analyses: [
      {
        kind: 'spare',
        role: 'both',
        replicas: 2,
        nonSaturated: 1,
        spareKv: 0.05,
        spareQueue: 5,
        reason: 'KV spare capacity low',
      },
    ],
    decisions: [{ name: 'x', current: 2, target: 3, action: 'up' }],
  });
});

test.each([
  ['the time before it', `2026-08-04T10:00:00.000000000Z ${JSON.stringify(RESULT)}`],
  ['seconds of zap', JSON.stringify({ ts: at / 1000, ...RESULT })],
  ['what a collector puts around it', JSON.stringify({ message: line(RESULT), kubernetes: { pod_name: 'p' } })],
])('the time of a line: by %s', (_, text) => {
  expect(parse(text).cycles.map((cycle) => cycle.at)).toEqual([at]);
});

test.each([
  ['half of it', line(RESULT).slice(0, 60), 'broken'],
  ['no time', JSON.stringify(RESULT), 'broken'],
  ['a number that is a text', line({ ...RESULT, supply: '12' }), 'broken'],
  ['a variant without a name', line({ ...RESULT, variants: [{ prc: 1 }] }), 'broken'],
  ['half a replica', line({ ...DECISION, decisions: [{ name: 'a', curr: 0.5, tgt: 1, action: 'ScaleUp' }] }), 'broken'],
  [
    'an action of its own',
    line({ ...DECISION, decisions: [{ name: 'a', curr: 1, tgt: 1, action: 'Wait' }] }),
    'broken',
  ],
  ['no action', line({ ...DECISION, decisions: [{ name: 'a', curr: 1, tgt: 1, action: 'constructor' }] }), 'broken'],
  ['no decision', line({ ...DECISION, decisions: [] }), 'broken'],
  ['another message', line({ msg: 'Starting Controller' }), 'other'],
  ['another message of the same name', line({ msg: 'toString' }), 'other'],
  ['a console line', '2026-08-04T10:00:00.000Z\tINFO\tanalyzer-result', 'other'],
  ['a list', '[1]', 'other'],
] as const)('skipped and counted: %s', (_, text, kind) => {
  const log = parse(line(RESULT), text, line(DECISION));
  expect([log.cycles.length, log.cycles[0]?.decisions.length]).toEqual([1, 1]);
  expect([log.lines, log.broken, log.other]).toEqual([3, kind === 'broken' ? 1 : 0, kind === 'other' ? 1 : 0]);
});

/** Cycles of two models as V2 would write them, and what else stands in such a log. */
const names = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/);
const tokens = fc.double({ min: 0, max: 1e9, noNaN: true });
const cycle = fc.record({
  model: fc.constantFrom('m/one', 'two'),
  analysis: fc.record({
    supply: tokens,
    demand: tokens,
    util: tokens,
    rc: tokens,
    sc: tokens,
    variants: fc.array(fc.record({ name: names, prc: tokens }), { maxLength: 3 }),
  }),
  decisions: fc.uniqueArray(
    fc.record({
      name: names,
      curr: fc.nat(50),
      tgt: fc.nat(50),
      action: fc.constantFrom('ScaleUp', 'ScaleDown', 'NoChange'),
    }),
    { minLength: 1, maxLength: 3, selector: ({ name }) => name }
  ),
});
const junk = fc.oneof(
  fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\n', ' ')),
  fc.json().map((text) => text.replaceAll('\n', ' ')),
  fc.constant(line({ msg: 'reconciled' })),
  fc.constant(line(RESULT).slice(0, 100))
);

const linesOf = ({ model, analysis, decisions }: typeof cycle extends fc.Arbitrary<infer T> ? T : never, i: number) => [
  line({ ...RESULT, ...analysis, modelID: model }, at + i * 15_000),
  line({ ...DECISION, decisions, modelID: model }, at + i * 15_000 + 2),
];
const short = ({ at: when, model, analyses, decisions }: ControllerCycle) => ({
  when,
  model,
  demand: analyses.map((one) => (one.kind === 'capacity' ? one.demand : undefined)),
  decisions: decisions.map(({ name, current, target }) => [name, current, target]),
});

test('what was written is read, whatever stands between', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(cycle, fc.array(junk, { maxLength: 3 })), { maxLength: 8 }), (all) => {
      const lines = all.flatMap(([one, between], i) => {
        const [result, decision] = linesOf(one, i);
        return [result!, ...between, decision!];
      });
      const log = parse(...lines);
      expect(log.cycles.map(short)).toEqual(
        all.map(([{ model, analysis, decisions }], i) => ({
          when: at + i * 15_000,
          model,
          demand: [analysis.demand],
          decisions: decisions.map(({ name, curr, tgt }) => [name, curr, tgt]),
        }))
      );
      expect(log.lines).toBe(lines.filter((text) => text.trim() !== '').length);
      expect(log.broken + log.other).toBe(log.lines - 2 * all.length);
    })
  );
});

test('a log that is cut anywhere says no more than the whole one', () => {
  const told = ({ cycles }: ControllerLog) => cycles.flatMap((one) => one.decisions.map((d) => `${one.at} ${d.name}`));
  fc.assert(
    fc.property(fc.array(cycle, { minLength: 1, maxLength: 5 }), fc.nat(), fc.nat(), (all, from, to) => {
      const text = all.flatMap(linesOf).join('\n');
      const [begin, end] = [from % text.length, to % text.length].sort((a, b) => a - b);
      const part = parseControllerLog(text.slice(begin, end));
      // A decision whose result is cut off has its own time.
      const known = new Set(told(parseControllerLog(text)).flatMap((one) => [one, later(one)]));
      expect(told(part).filter((one) => !known.has(one))).toEqual([]);
      expect(part.broken + part.other).toBeLessThanOrEqual(part.lines);
    })
  );
});

const later = (told: string) => told.replace(/^\d+/, (ms) => String(Number(ms) + 2));
