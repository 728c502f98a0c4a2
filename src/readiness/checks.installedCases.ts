/** What the checks of dashboards and of versions say of a fault. */
import { DASHBOARDS } from '../constants';

import type { CheckCase } from './checks.clusterCases';
import { absent, failed, forbidden, found, NS, objects, PIPELINE, policy, withObjects } from './checks.fixtures';

const [FIRST, ...REST] = DASHBOARDS.uids;
const withPipelines = (...versions: Array<string | undefined>) => ({
  pipelines: found(versions.map((version, i) => ({ ...PIPELINE, namespace: `experiment-0${i + 1}`, version }))),
});
const withPolicy = (version?: string) =>
  withObjects({ admissionPolicies: objects('admissionPolicies', policy(version)) });

export const INSTALLED_CASES: CheckCase[] = [
  ['dashboards', 'all there, and others', { dashboards: found([...DASHBOARDS.uids, 'mine']) }, 'ready', /All 5/],
  ['dashboards', 'one is gone', { dashboards: found([...REST]) }, 'not-ready', new RegExp(`: ${FIRST}\\.$`)],
  ['dashboards', 'none', { dashboards: found(['mine']) }, 'missing', /that you may see/],
  ['dashboards', 'forbidden', { dashboards: forbidden }, 'cannot-see', /Grafana does not let you/],
  ['dashboards', 'no answer', { dashboards: failed }, 'cannot-see', /10 s/],
  ['dashboards', 'no such search', { dashboards: absent }, 'cannot-see', /no search/],
  ['dashboards', 'no Grafana', { dashboards: undefined }, 'cannot-see', /not asked from here/],
  ['versions', 'all agree', {}, 'ready', /so are experiment-01\/wva-experiment, llmd-wva-runs\./],
  ['versions', 'an older Pipeline', withPipelines('0.0.9'), 'not-ready', /experiment-01\/wva-experiment \(0\.0\.9\)/],
  ['versions', 'a newer policy', withPolicy('9.0.0'), 'not-ready', /llmd-wva-runs \(9\.0\.0\)/],
  ['versions', 'one of two Pipelines differs', withPipelines(PIPELINE.version, '0.0.9'), 'not-ready', /experiment-02/],
  ['versions', 'a Pipeline without the label', withPipelines(undefined), 'cannot-see', /Without the label.*wva-exp/],
  ['versions', 'a policy without the label', withPolicy(), 'cannot-see', /llmd-wva-runs\.$/],
  ['versions', 'a mismatch weighs more than a label', withPipelines(undefined, '0.0.9'), 'not-ready', /0\.0\.9/],
  [
    'versions',
    'policies forbidden',
    withObjects({ admissionPolicies: forbidden }),
    'ready',
    /so are experiment-01\/wva-experiment\./,
  ],
  ['versions', 'Pipelines forbidden', { pipelines: forbidden }, 'cannot-see', /See “Pipelines”/],
  [
    'versions',
    'Pipelines of others only',
    {
      ...withObjects({ admissionPolicies: objects('admissionPolicies') }),
      pipelines: found([{ ...PIPELINE, namespace: NS, name: 'theirs', version: '7' }]),
    },
    'not-needed',
    /No Pipeline and no policy/,
  ],
];
