/** `wva recorder`: the service that writes a record of every run, without a browser. */
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';

import { WVA_DEFAULTS } from '../../src/constants';
import { LAB_GATES } from '../../src/domain/comparison/gates';
import { isDnsLabel } from '../../src/kube/names';
import type { Command, Given, Io } from '../command';
import { gatesFrom } from '../gatesFile';
import { grafanaFromNode, linksOf, post } from '../grafana';
import { checkedUrl, grafanaOf, GRAFANA_OPTIONS } from '../grafanaOptions';
import { kubeAccessOf, KUBE_OPTIONS } from '../kube/access';
import { kubeClient } from '../kube/kubeClient';
import { leases } from '../kube/leases';
import { podLogs } from '../kube/podLogs';
import { recordMaps } from '../kube/recordMaps';
import { jsonRequests } from '../kube/request';
import { tektonReads } from '../kube/tektonReads';
import { contentOf, PROMETHEUS_OPTIONS, prometheusOf } from '../prometheusOptions';
import { measured } from '../recorder/measured';
import { Pacer } from '../recorder/pacer';
import type { RecorderOptions, RecorderPorts } from '../recorder/ports';
import { Recorder } from '../recorder/recorder';
import { runLogs } from '../recorder/runLogs';
import { serve } from '../recorder/server';
import { Status } from '../recorder/status';
import { EXIT, UsageError } from '../usage';

/** At most two requests a second to Prometheus, also where one is on its way longer than the next, ms. */
const PROMETHEUS_GAP_MS = 550;
const PORT = 8080;

export const recorder: Command = {
  usage: '--prometheus URL --namespace NS [--namespace NS …] [options]',
  about:
    'Writes a record of every run that ends, and a preliminary one while it is in progress; a service that does not end.',
  details: [
    'Of several that run one is at work: the one that holds the Lease. It asks Prometheus at most twice a second, so days of',
    'runs are caught up with in their time, the newest first. GET /healthz, /readyz and /metrics on --port.',
    'SIGTERM ends it after what is being done, and gives the Lease up.',
  ],
  options: {
    ...PROMETHEUS_OPTIONS,
    ...KUBE_OPTIONS,
    namespace: { value: 'NS', about: "namespace of runs, the account's own by default", many: true },
    'lease-namespace': {
      value: 'NS',
      about: "namespace of the Lease, the account's own by default",
      env: 'POD_NAMESPACE',
    },
    'autoscaler-namespace': { value: 'NS', about: `namespace of WVA, default ${WVA_DEFAULTS.namespace}` },
    gates: { value: 'FILE', about: "gates, one a line; default: the lab's" },
    keep: { value: 'N', about: 'records to keep of an experiment, the newest; default: all' },
    ...GRAFANA_OPTIONS,
    grafana: { ...GRAFANA_OPTIONS.grafana, about: 'Grafana whose annotations are kept in step, as people call it' },
    'webhook-file': {
      value: 'FILE',
      about: 'file with a URL that is sent a JSON message of every record; default: none',
    },
    port: { value: 'N', about: `where it is asked for its health and metrics, default ${PORT}` },
  },
  run: async (given, io) => {
    const access = () => kubeAccessOf(given, io);
    const namespaces = namespacesOf(given, access().namespace);
    const leaseNamespace = given.text('lease-namespace') ?? access().namespace ?? namespaces[0];
    const status = new Status(io.now);
    const say = (line: string): void => io.err(`${new Date(io.now()).toISOString()} ${line}\n`);
    const ports = portsOf({ given, io, namespaces, leaseNamespace: checkedNamespace(leaseNamespace), status });
    const port = wholeNumber(given.text('port') ?? String(PORT), 'port', 0, 65_535);
    const service = new Recorder(ports, optionsOf(given), status, say);
    const server = await serve({ status, isReady: () => service.isReady() }, port, '0.0.0.0');
    say(`watches ${namespaces.join(', ')}; asked on port ${server.port}`);
    service.start();
    await aborted(io.signal);
    say('ends');
    await service.stop().catch((error: unknown) => say(`the Lease was not given up: ${(error as Error).message}`));
    await server.close();
    return EXIT.done;
  },
};

interface Wiring {
  given: Given;
  io: Io;
  namespaces: string[];
  leaseNamespace: string;
  status: Status;
}

function portsOf({ given, io, namespaces, leaseNamespace, status }: Wiring): RecorderPorts {
  const access = () => kubeAccessOf(given, io);
  const json = jsonRequests(access);
  const pacer = new Pacer(PROMETHEUS_GAP_MS, io.now);
  // Made for each run: a token may be renewed in its file.
  const prometheus = () =>
    prometheusOf(given, io.env, async (signal) => {
      await pacer.turn(signal);
      status.prometheusRequests++;
    });
  prometheus();
  const autoscalerNamespace = given.text('autoscaler-namespace');
  const grafana = grafanaOf(given);
  const webhook = webhookOf(given);
  return {
    tekton: tektonReads(access, namespaces),
    records: recordMaps(json),
    lease: leases(json, leaseNamespace),
    measure: (run, now, logs) =>
      measured(run, now, { prometheus: prometheus(), cluster: kubeClient(access()), autoscalerNamespace }, logs),
    logs: (run, about) => runLogs(run, about, { logs: podLogs(access), autoscalerNamespace }),
    ...(grafana && { marks: { store: grafanaFromNode(grafana), links: linksOf(grafana) } }),
    ...(webhook && { tell: (message) => post(webhook, message) }),
    clock: io.now,
  };
}

function optionsOf(given: Given): RecorderOptions {
  const gates = given.text('gates');
  const keep = given.text('keep');
  return {
    identity: `${hostname()}_${randomBytes(4).toString('hex')}`,
    gates: gates === undefined ? LAB_GATES : gatesFrom(gates),
    keep: keep === undefined ? undefined : wholeNumber(keep, 'keep', 1, 1_000_000),
  };
}

/** @throws UsageError */
function namespacesOf(given: Given, own: string | undefined): string[] {
  const named = [...new Set(given.many('namespace'))];
  const namespaces = named.length > 0 || own === undefined ? named : [own];
  if (namespaces.length === 0) {
    throw new UsageError('--namespace is missing: name the namespaces of runs');
  }
  return namespaces.map(checkedNamespace);
}

function checkedNamespace(namespace = ''): string {
  if (!isDnsLabel(namespace)) {
    throw new UsageError(`${JSON.stringify(namespace)} is no name of a namespace`);
  }
  return namespace;
}

/** From a file, because such a URL is often a secret in itself. */
function webhookOf(given: Given): URL | undefined {
  const file = given.text('webhook-file');
  return file === undefined ? undefined : checkedUrl(file, contentOf('webhook-file', file).trim());
}

function wholeNumber(text: string, option: string, least: number, most: number): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < least || number > most) {
    throw new UsageError(`--${option} ${JSON.stringify(text)} is no whole number from ${least} to ${most}`);
  }
  return number;
}

function aborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) {
      resolve();
    }
    signal?.addEventListener('abort', () => resolve(), { once: true });
  });
}
