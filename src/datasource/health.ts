/** "Save & test": finds out what is missing, all of it, and says so in the words that an administrator needs. */
import type { TestDataSourceResponse } from '@grafana/data';

import { t } from '../i18n/t';
import { LABELS } from '../constants';
import type { Listed } from '../domain/listed';
import type { Pipeline } from '../domain/pipeline';
import { isUserError, messageOf } from '../shared/errors';
import { formatDuration } from '../domain/format';
import type { Call } from './errorTranslation';
import { readPaths, runPaths } from './paths';
import { apiServerProblem } from './settings';
import type { TektonClient } from './TektonClient';
import type { TektonSettings } from './types';

export interface HealthIo {
  client: Pick<TektonClient, 'get' | 'getText' | 'post' | 'clockSkewMs'>;
  settings: TektonSettings;
  namespaces: string[];
  canStart: boolean;
  /** Whether the person who asks may use the route `run`. */
  isEditor: boolean;
  pipelines(namespace: string): Promise<Listed<Pipeline>>;
}

/** A clock that differs by more than this, ms, makes annotations and progress visibly wrong. */
const SKEW_MS = 60_000;

export async function checkHealth(io: HealthIo): Promise<TestDataSourceResponse> {
  const unset = settingsProblem(io);
  if (unset) {
    return failed([unset]);
  }
  try {
    await io.client.get(readPaths.tektonResources(), { verb: 'get', resource: 'apis' });
  } catch (error) {
    return failed([textOfError(error)]);
  }
  const problems = (await Promise.all(io.namespaces.map((namespace) => namespaceProblems(io, namespace)))).flat();
  if (problems.length > 0) {
    return failed(problems);
  }
  const counts = await Promise.all(
    io.namespaces.map(async (namespace) => (await io.pipelines(namespace)).items.length)
  );
  const pipelines = counts.reduce((sum, n) => sum + n, 0);
  const start = await startProblems(io, io.namespaces[counts.findIndex((n) => n > 0)]);
  const notes = [
    ...(pipelines === 0
      ? [
          t(
            'datasource.health.no-pipeline-was',
            'No Pipeline was found in {{value}}: install one before you start an experiment.',
            { value: io.namespaces.join(', ') }
          ),
        ]
      : []),
    ...skewNote(io.client.clockSkewMs),
    ...start.notes,
  ];
  if (start.problems.length > 0) {
    return failed(start.problems);
  }
  const found = t('datasource.health.found', 'Tekton answers. {{count}} Pipelines in {{namespaces}}.', {
    count: pipelines,
    namespaces: io.namespaces.join(', '),
    defaultValue_one: 'Tekton answers. {{count}} Pipeline in {{namespaces}}.',
  });
  return { status: 'success', message: [found, ...notes].join(' ') };
}

function settingsProblem({ settings, namespaces }: HealthIo): string | undefined {
  return (
    apiServerProblem(settings.apiServer) ??
    (namespaces.length === 0
      ? t('datasource.health.name-at-least', 'Name at least one namespace whose runs are to be read.')
      : undefined)
  );
}

/** Each right that reading needs, tried once where it costs least. */
async function namespaceProblems({ client }: HealthIo, namespace: string): Promise<string[]> {
  const list = (resource: string, path: string, query: object = {}) => {
    const call: Call = { verb: 'list', resource, namespace };
    return client.get(path, call, { query: { limit: 1, ...query } });
  };
  const runs = readPaths.pipelineRuns;
  const checks = [
    async () => {
      const page = await list('pipelineruns', runs(namespace));
      const { resourceVersion } = (page as { metadata?: { resourceVersion?: string } }).metadata ?? {};
      // From this version on: a watch from nowhere would begin with all runs.
      const query = { watch: true, timeoutSeconds: 1, resourceVersion };
      await client.getText(runs(namespace), { verb: 'watch', resource: 'pipelineruns', namespace }, { query });
    },
    () => list('taskruns', readPaths.taskRuns(namespace)),
    () => list('pipelines', readPaths.pipelines(namespace)),
    () => list('configmaps', readPaths.configMaps(namespace), { labelSelector: LABELS.preset }),
  ];
  const results = await Promise.allSettled(checks.map(async (check) => check()));
  const found = results.flatMap((r) => (r.status === 'rejected' ? [textOfError(r.reason)] : []));
  return [...new Set(found)];
}

/** The runner's right, tried by a create that the server checks and throws away. Only for who may use the route. */
async function startProblems(
  io: HealthIo,
  namespace: string | undefined
): Promise<{ problems: string[]; notes: string[] }> {
  if (!io.canStart) {
    return {
      problems: [],
      notes: [
        t(
          'datasource.health.no-runner-token',
          'No runner token is configured: runs can be watched, not started or cancelled.'
        ),
      ],
    };
  }
  if (!io.isEditor || namespace === undefined) {
    return { problems: [], notes: [] };
  }
  const manifest = {
    apiVersion: 'tekton.dev/v1',
    kind: 'PipelineRun',
    metadata: { generateName: 'wva-permission-check-', namespace },
    spec: { pipelineRef: { name: 'wva-permission-check' } },
  };
  try {
    await io.client.post(
      runPaths.pipelineRuns(namespace),
      { verb: 'create', resource: 'pipelineruns', namespace },
      manifest,
      { dryRun: 'All' }
    );
    return { problems: [], notes: [t('datasource.health.runs-can-be', 'Runs can be started.')] };
  } catch (error) {
    // A webhook's refusal comes after the rights were checked.
    const refused = isUserError(error) && (error.status === 400 || error.status === 422);
    return refused
      ? { problems: [], notes: [t('datasource.health.runs-can-be', 'Runs can be started.')] }
      : {
          problems: [t('datasource.health.starting-runs', 'Starting runs: {{error}}', { error: textOfError(error) })],
          notes: [],
        };
  }
}

function skewNote(ms: number): string[] {
  if (Math.abs(ms) <= SKEW_MS) {
    return [];
  }
  const difference = formatDuration(Math.abs(ms) / 1000);
  return [
    ms > 0
      ? t('datasource.health.cluster-clock-ahead', "The cluster's clock is {{difference}} ahead of yours.", {
          difference,
        })
      : t('datasource.health.cluster-clock-behind', "The cluster's clock is {{difference}} behind yours.", {
          difference,
        }),
  ];
}

function failed(problems: string[]): TestDataSourceResponse {
  return {
    status: 'error',
    message: problems.join('\n'),
    details: { message: '', verboseMessage: problems.join('\n') },
  };
}

function textOfError(error: unknown): string {
  return isUserError(error) ? `${error.title}: ${error.message} ${error.nextStep}` : messageOf(error);
}
