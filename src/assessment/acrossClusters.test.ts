import { setDataSourceSrv, type DataSourceSrv } from '@grafana/runtime';

import type { TektonApi } from '../datasource/types';
import { groupKey } from '../domain/comparison/groups';
import type { RunRef } from '../domain/run';
import { DEFAULT_APP_SETTINGS, inCluster } from '../shared/appSettings';
import { acrossClusters } from './acrossClusters';
import { looksOf } from './charts/runLook';
import { COMPARE_URL } from './compareUrl';
import { candidatesOf } from './runOptions';

const clusters = ['east', 'west'].map((name) => ({ name, tektonUid: `t-${name}`, prometheusUid: `p-${name}` }));
const settings = inCluster({ ...DEFAULT_APP_SETTINGS, clusters }, 'east');
const run = (cluster?: string): RunRef => ({
  ...(cluster ? { cluster } : {}),
  namespace: 'experiment-01',
  name: 'stair',
});

/** A data source that says which one it is. */
const source = (uid: string) =>
  ({ uid, getRun: async () => uid, taskRuns: async () => uid }) as unknown as Pick<
    TektonApi,
    'uid' | 'getRun' | 'taskRuns'
  >;

describe('runs of several clusters', () => {
  beforeEach(() =>
    setDataSourceSrv({ get: async ({ uid }: { uid: string }) => source(uid) } as unknown as DataSourceSrv)
  );

  it.each([
    ['the chosen cluster, where none is named', undefined, 't-east'],
    ['the chosen cluster by its name', 'east', 't-east'],
    ['another cluster', 'west', 't-west'],
  ])('are read from %s', async (_, cluster, uid) => {
    const reads = acrossClusters(source('t-east'), settings);
    expect([await reads.getRun(run(cluster)), await reads.taskRuns(run(cluster))]).toEqual([uid, uid]);
  });

  it('of a cluster that is not configured are read from no other', async () => {
    const reads = acrossClusters(source('t-east'), settings);
    await expect(reads.getRun(run('north'))).rejects.toMatchObject({ title: 'No such cluster', message: 'north' });
    await expect(reads.taskRuns(run('north'))).rejects.toMatchObject({ title: 'No such cluster' });
  });

  it('are kept in the URL with their cluster', () => {
    const view = COMPARE_URL.read({ run: ['east:experiment-01/stair', 'west:experiment-01/stair'], baseline: null });
    expect(view.runs).toEqual([run('east'), run('west')]);
    expect(COMPARE_URL.write(view)).toMatchObject({ run: ['east:experiment-01/stair', 'west:experiment-01/stair'] });
  });

  it('say their cluster where there is more than one, and only there', () => {
    const names = (...refs: RunRef[]) =>
      looksOf(
        refs.map((ref) => ({ ref })),
        0
      ).map(({ name }) => name);
    expect(names(run('east'), run('west'))).toEqual(['stair (east)', 'stair (west)']);
    expect(names(run('east'), { ...run('east'), name: 'flat' })).toEqual(['stair', 'flat']);
  });

  it('are no repeats of each other', () => {
    const of = (cluster: string) => ({ ...run(cluster), experiment: 'stairs', phase: 'succeeded', mode: 'static' });
    const key = (cluster: string) => groupKey(of(cluster) as Parameters<typeof groupKey>[0]);
    expect(key('east')).not.toBe(key('west'));
    expect(key('east')).toBe(key('east'));
  });

  it('are offered with the cluster that they are of', () => {
    const summary = { ...run(), createdAt: 1 } as Parameters<typeof candidatesOf>[0][number];
    expect(candidatesOf([summary], [], { cluster: 'west' }).map(({ id }) => id)).toEqual(['west:experiment-01/stair']);
    expect(candidatesOf([summary], []).map(({ id }) => id)).toEqual(['experiment-01/stair']);
  });
});
