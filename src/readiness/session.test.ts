import { DASHBOARDS } from '../constants';
import { assess } from './assess';
import type { Findings } from './findings';
import { ReadinessSession, type Sources } from './session';

const gone = () => Promise.reject(new Error('no connection'));

/** The verdict on dashboards where nothing else answers. */
async function dashboards(ask: Sources['dashboards']) {
  let latest: Findings | undefined;
  const session = new ReadinessSession(
    {
      reader: { read: gone, changedSince: gone },
      clockSkewMs: () => 0,
      thresholds: gone,
      prometheus: gone,
      dashboards: ask,
    },
    { namespaces: ['experiment-01'], canStart: true },
    (findings) => (latest = findings)
  );
  await session.refresh(new AbortController().signal);
  const result = latest && assess(latest).results.find(({ id }) => id === 'dashboards');
  return [result?.state, result?.evidence];
}

const hits = DASHBOARDS.uids.map((uid) => ({ uid, title: uid, type: 'dash-db', tags: [DASHBOARDS.tag] }));
const refused = (status: number, message: string) => () =>
  Promise.reject(Object.assign(new Error(message), { status }));

test.each<[string, Sources['dashboards'], string, RegExp]>([
  ['all', async () => hits, 'ready', /All 5/],
  ['all but one', async () => hits.slice(1), 'not-ready', /: llmd-wva-fleet\.$/],
  ['nothing', async () => [], 'missing', /llmd-wva-fleet, llmd-wva-overview/],
  ['no list', async () => ({ message: 'hello' }), 'cannot-see', /cannot be read: dashboards/],
  ['hits without a uid', async () => [{ title: 'x' }], 'cannot-see', /cannot be read: .*\[0\]\.uid/],
  ['a refusal', refused(403, 'Forbidden'), 'cannot-see', /Grafana does not let you/],
  ['an error', refused(500, '500 Internal Server Error'), 'cannot-see', /^500 Internal Server Error$/],
  ['nobody to ask', undefined, 'cannot-see', /not asked from here/],
])('of dashboards Grafana answers with %s', async (_what, ask, state, evidence) => {
  expect(await dashboards(ask)).toEqual([state, expect.stringMatching(evidence)]);
});

test.each([403, 404, 502])('what Prometheus says with %i is told in its own words, with what to do', async (status) => {
  let latest: Findings | undefined;
  const refuse = async () => {
    throw Object.assign(new Error(`HTTP ${status}: not here`), { nextStep: 'Give namespace=<namespace>.', status });
  };
  const session = new ReadinessSession(
    { reader: { read: gone, changedSince: gone }, clockSkewMs: () => 0, thresholds: gone, prometheus: refuse },
    { namespaces: ['experiment-01'], canStart: true },
    (findings) => (latest = findings)
  );
  await session.refresh(new AbortController().signal);
  const check = assess(latest!).results.find(({ id }) => id === 'prometheus');
  expect(check).toMatchObject({
    state: 'cannot-see',
    evidence: `HTTP ${status}: not here`,
    next: { text: 'Give namespace=<namespace>.' },
  });
});
