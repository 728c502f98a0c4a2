/** `wva check`: the checks of the page of readiness, without Grafana. */
import { setMaxListeners } from 'node:events';

import { WVA_DEFAULTS } from '../../src/constants';
import { findThresholds } from '../../src/kube/foundThresholds';
import { isDnsLabel } from '../../src/kube/names';
import { assess } from '../../src/readiness/assess';
import { askReadiness } from '../../src/readiness/askPrometheus';
import { CHECK_GROUPS, type CheckResult } from '../../src/readiness/check';
import { applicationsInOrder, applicationText, isHealthy } from '../../src/readiness/checks/delivery';
import type { Findings } from '../../src/readiness/findings';
import { ReadinessSession } from '../../src/readiness/session';
import type { Readiness } from '../../src/readiness/weigh';
import { groupText, stateText } from '../../src/readiness/words';
import type { Command, Given, Io } from '../command';
import { kubeAccessOf, KUBE_OPTIONS } from '../kube/access';
import type { KubeAccess } from '../kube/kubeAccess';
import { kubeClient } from '../kube/kubeClient';
import { PROMETHEUS_OPTIONS, prometheusOf } from '../prometheusOptions';
import { EXIT, UsageError, type ExitCode } from '../usage';

/** What `--json` prints. */
export interface CheckJson {
  /** null: a check that a run needs could not be seen. */
  ready: boolean | null;
  /** Checks that are ready, and those that something needs and that can be seen. */
  summary: { ready: number; of: number };
  checks: Array<
    Pick<CheckResult, 'id' | 'group' | 'title' | 'state' | 'evidence'> & {
      needed: boolean;
      next: { text: string; command?: string; href?: string } | null;
    }
  >;
  /** Argo CD's, the unhealthy ones first. */
  applications: Array<{ name: string; namespace: string; health: string; sync: string; revision: string }>;
}

export const check: Command = {
  usage: '[--kubeconfig FILE] [--context NAME] [--namespace NS …] [--prometheus URL] [--json]',
  about: 'Says whether a cluster has what an experiment needs, and what to do where it has not.',
  details: [
    'The cluster is that of --server, else of a kubeconfig that is named, else the one that the command runs in, else of',
    '~/.kube/config. Everything is asked by GET; no pods and no Secrets. Without --prometheus its checks cannot be seen.',
    'Exit code: 0 ready, 1 something that a run needs is missing or not ready, 2 it cannot be seen, 64 the call is wrong.',
  ],
  options: {
    ...KUBE_OPTIONS,
    namespace: { value: 'NS', about: "namespace of runs, the context's by default", many: true },
    'autoscaler-namespace': { value: 'NS', about: `namespace of WVA, default ${WVA_DEFAULTS.namespace}` },
    ...PROMETHEUS_OPTIONS,
    json: { about: 'prints JSON' },
  },
  run: async (given, io) => {
    const access = kubeAccessOf(given, io);
    const findings = await ask(given, io, access);
    const readiness = assess(findings);
    io.out(given.isOn('json') ? jsonText(findings, readiness) : text(findings, readiness));
    return exitCode(readiness);
  },
};

async function ask(given: Given, io: Io, access: KubeAccess): Promise<Findings> {
  const namespaces = namespacesOf(given, access);
  const autoscaler = given.text('autoscaler-namespace') ?? WVA_DEFAULTS.namespace;
  const prometheus = given.text('prometheus') === undefined ? undefined : prometheusOf(given, io.env);
  const client = kubeClient(access);
  let latest: Findings | undefined;
  const session = new ReadinessSession(
    {
      reader: client,
      clockSkewMs: () => client.clockSkewMs,
      thresholds: (signal) => findThresholds(client, autoscaler, signal),
      prometheus: (signal) =>
        prometheus === undefined
          ? Promise.reject(new Error('No Prometheus is named: give --prometheus.'))
          : askReadiness(prometheus.ask, io.now(), signal),
    },
    { namespaces, canStart: undefined },
    (findings) => (latest = findings)
  );
  const signal = io.signal ?? new AbortController().signal;
  // Each question listens to it: Node would take so many for a leak.
  setMaxListeners(0, signal);
  await session.refresh(signal);
  if (latest === undefined) {
    throw new Error('nothing was answered');
  }
  return latest;
}

/** @throws UsageError */
function namespacesOf(given: Given, { namespace = 'default' }: KubeAccess): string[] {
  const named = given.many('namespace');
  const all = named.length > 0 ? named : [namespace];
  const wrong = [...all, given.text('autoscaler-namespace') ?? 'x'].find((one) => !isDnsLabel(one));
  if (wrong !== undefined) {
    throw new UsageError(`${JSON.stringify(wrong)} cannot be the name of a namespace`);
  }
  return [...new Set(all)];
}

/** A check that a run needs and that cannot be seen leaves the verdict open, unless another is known to fail. */
function verdictOf({ results, blocking }: Readiness): boolean | null {
  const isOpen = results.some(
    ({ weight, state }) => weight === 'needed' && (state === 'cannot-see' || state === 'asking')
  );
  return blocking.length > 0 ? false : isOpen ? null : true;
}

function exitCode(readiness: Readiness): ExitCode {
  const verdict = verdictOf(readiness);
  return verdict === null ? EXIT.unknown : verdict ? EXIT.done : EXIT.failed;
}

function jsonText(findings: Findings, readiness: Readiness): string {
  const json: CheckJson = {
    ready: verdictOf(readiness),
    summary: { ready: readiness.ready, of: readiness.of },
    checks: readiness.results.map(({ id, group, title, state, evidence, weight, next }) => ({
      id,
      group,
      title,
      state,
      evidence,
      needed: weight === 'needed',
      next: (state !== 'ready' && next) || null,
    })),
    applications: applicationsInOrder(findings).map(({ metadata: { name, namespace }, status: { health, sync } }) => ({
      name,
      namespace,
      health: health.status,
      sync: sync.status,
      revision: sync.revision,
    })),
  };
  return `${JSON.stringify(json, undefined, 2)}\n`;
}

const STATE_WIDTH = 16;

function text(findings: Findings, readiness: Readiness): string {
  const lines = CHECK_GROUPS.flatMap((group) => [
    groupText(group),
    ...readiness.results.filter((result) => result.group === group).flatMap(rows),
    ...(group === 'delivery' ? applicationRows(findings) : []),
    '',
  ]);
  return [...lines, ...summary(readiness), ''].join('\n');
}

const indent = (first: string, rest: string) => `  ${first.padEnd(STATE_WIDTH)}${rest}`;

function rows({ state, title, evidence, next }: CheckResult): string[] {
  const step = state === 'ready' || next === undefined ? [] : [[next.text, next.command ?? next.href]];
  return [
    indent(stateText(state), title),
    indent('', evidence),
    ...step.map(([words, what]) => indent('', `-> ${words}${what === undefined ? '' : ` ${what}`}`)),
  ];
}

function applicationRows(findings: Findings): string[] {
  return applicationsInOrder(findings)
    .filter((one) => !isHealthy(one))
    .map((one) => indent('', `${one.metadata.name}: ${applicationText(one)}`));
}

function summary(readiness: Readiness): string[] {
  const { ready, of, blocking, results } = readiness;
  const count = `${ready} of ${of} ready.`;
  if (blocking.length > 0) {
    return [`${count} A run needs: ${blocking.map(({ title }) => title).join(', ')}.`];
  }
  const unseen = results.filter(({ weight, state }) => weight === 'needed' && state === 'cannot-see');
  return unseen.length > 0
    ? [`${count} A run needs, and it cannot be seen: ${unseen.map(({ title }) => title).join(', ')}.`]
    : [`${count} A run has what it needs.`];
}
