import { ASKING, type Answer } from './answer';
import { assess, CHECKS } from './assess';
import type { CheckState } from './verdict';
import { CLUSTER_CASES } from './checks.clusterCases';
import {
  absent,
  application,
  failed,
  forbidden,
  GOOD,
  NS,
  objects,
  PIPELINE,
  policy,
  withObjects,
} from './checks.fixtures';
import { INSTALLED_CASES } from './checks.installedCases';
import { OTHER_CASES } from './checks.otherCases';
import { applicationsInOrder } from './checks/delivery';
import type { Findings } from './findings';
import { NEEDED_CHECKS } from './needed';
import { NEEDED_QUESTIONS } from './questions';
import { weigh } from './weigh';

const CASES = [...CLUSTER_CASES, ...OTHER_CASES, ...INSTALLED_CASES];

const result = (part: Partial<Findings>, id: string) => {
  const one = assess({ ...GOOD, ...part }).results.find((r) => r.id === id);
  if (!one) {
    throw new Error(`no check ${id}`);
  }
  return one;
};

describe('a cluster in which all is well', () => {
  it('is ready but for what no right can show', () => {
    const { results, ready, of, blocking } = assess(GOOD);
    expect(results.filter(({ state }) => state !== 'ready').map(({ id }) => id)).toEqual(['secrets']);
    expect([ready, of]).toEqual([CHECKS.length - 1, CHECKS.length - 1]);
    expect(blocking).toEqual([]);
  });
});

describe('checks', () => {
  it.each(CASES)('%s: %s', (id, _what, part, state, evidence) => {
    const one = result(part, id);
    expect([one.state, one.evidence]).toEqual([state, expect.stringMatching(evidence)]);
  });

  it('say what to do next wherever something is missing or not ready', () => {
    const silent = CASES.map(([id, what, part]) => ({ what, one: result(part, id) })).filter(
      ({ one }) => (one.state === 'missing' || one.state === 'not-ready') && !one.next
    );
    expect(silent.map(({ one, what }) => `${one.id}: ${what}`)).toEqual([]);
  });

  it.each<[string, Answer<never>, CheckState]>([
    ['no answer yet', { kind: 'asking' }, 'asking'],
    ['forbidden', forbidden, 'cannot-see'],
    ['failed', failed, 'cannot-see'],
  ])('never call it missing: %s everywhere', (_, answer, state) => {
    const blind: Findings = {
      ...GOOD,
      version: answer,
      groups: answer,
      nodes: answer,
      objects: Object.fromEntries(Object.keys(GOOD.objects).map((id) => [id, answer])) as Findings['objects'],
      pipelines: answer,
      presets: answer,
      thresholds: answer,
      prometheus: answer,
      dashboards: answer,
    };
    const { results, blocking } = assess(blind);
    const others = results.filter((one) => ![state, 'not-needed', 'cannot-see', 'ready'].includes(one.state));
    expect(others).toEqual([]);
    expect(blocking).toEqual([]);
  });
});

it('says at one check what keeps several from being seen, and leads there from the others', () => {
  const prometheus = { kind: 'failed', message: 'connection refused' } as const;
  const blind = assess({ ...GOOD, prometheus }).results.filter(({ state }) => state === 'cannot-see');
  expect(blind.length).toBeGreaterThan(5);
  expect(blind.filter(({ evidence }) => evidence === 'connection refused').map(({ id }) => id)).toEqual(['prometheus']);
  const others = blind.filter(({ id }) => id !== 'prometheus' && id !== 'secrets');
  expect(others.map(({ evidence, next }) => [evidence, next])).toEqual(
    others.map(() => ['See “Prometheus answers”.', undefined])
  );
});

it('calls nothing missing at an address that is no Kubernetes API', () => {
  const elsewhere = assess({
    ...GOOD,
    version: absent,
    groups: absent,
    nodes: absent,
    objects: Object.fromEntries(Object.keys(GOOD.objects).map((id) => [id, absent])) as Findings['objects'],
    pipelines: absent,
    presets: absent,
    thresholds: absent,
  });
  expect(elsewhere.results.filter(({ state }) => state === 'missing')).toEqual([]);
  expect(elsewhere.blocking).toEqual([]);
  const causes = elsewhere.results.filter(({ evidence }) => /not a Kubernetes API/.test(evidence));
  expect(causes.map(({ id, next }) => [id, next?.text])).toEqual([
    ['api-server', 'Check the server URL in the settings of the data source.'],
  ]);
});

it('judges what a run needs by what is asked for it alone', () => {
  const asked = (id: string) => (NEEDED_QUESTIONS as readonly string[]).includes(id);
  const partly: Findings = {
    ...GOOD,
    objects: Object.fromEntries(
      Object.entries(GOOD.objects).map(([id, answer]) => [id, asked(id) ? answer : ASKING])
    ) as Findings['objects'],
    presets: ASKING,
    thresholds: ASKING,
    dashboards: ASKING,
  };
  const needed = assess(GOOD).results.filter(({ weight }) => weight === 'needed');
  expect(weigh(NEEDED_CHECKS, partly).results).toEqual(needed);
  expect(assess(GOOD).needed).toEqual({ ready: needed.length, of: needed.length });
});

it('shows Applications with the unhealthy ones first, those of this project before others', () => {
  const findings: Findings = {
    ...GOOD,
    ...withObjects({
      applications: objects(
        'applications',
        application('z-fine', 'Healthy', 'Synced'),
        application('drifted', 'Healthy', 'OutOfSync'),
        application('rolling', 'Progressing', 'Synced'),
        application('b-broken', 'Degraded', 'Synced'),
        application('c-broken', 'Degraded', 'Synced', '', NS)
      ),
    }),
  };
  expect(applicationsInOrder(findings).map(({ metadata }) => metadata.name)).toEqual([
    'c-broken',
    'b-broken',
    'rolling',
    'drifted',
    'z-fine',
  ]);
});

it('brings parts of another version to this one by a command for each folder and namespace', () => {
  const older = { ...PIPELINE, version: '0.0.9' };
  const { next } = result(
    {
      ...withObjects({ admissionPolicies: objects('admissionPolicies', policy('0.0.9'), policy('0.0.9')) }),
      pipelines: { kind: 'found', value: [older] },
    },
    'versions'
  );
  expect(next?.command).toBe(
    'kubectl apply --server-side -k deploy/base/pipeline -n experiment-01 && kubectl apply --server-side -k deploy/base/policy'
  );
});
