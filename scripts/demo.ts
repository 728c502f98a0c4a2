/** `npm run demo`: builds what is missing, starts everything, prints the address, and stops everything together. */
import path from 'node:path';
import { parseArgs } from 'node:util';

import { parseOptions } from '../simulator/options';
import { firstFreePort, isFree } from './freePort';
import { someGrafana } from './grafanaProgram';
import { startRecorder } from './recorder';
import { buildPlugin, startStack } from './stack';

const USAGE = `npm run demo -- [options]

  --port 3000            the page to open; without it the first free port from 3000 on
  --preview              the preview, though a Grafana can be had
  --prometheus-port N    any free port without it
  --kube-port N          the simulated Kubernetes API; any free port without it
  --clusters 2           how many clusters are simulated, to switch between and compare
  --history 4h           how much of the past the charts have
  --break half-installed what of the simulated cluster is broken, separated by commas
  --seed 1  --preset lab  --labels openshift  --wva-version 0.5  --pace demo  --seed-runs 0
                         of the simulated cluster; npm run simulator -- --help explains them
`;

const text = { type: 'string' } as const;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', default: false },
      preview: { type: 'boolean', default: false },
      port: text,
      'prometheus-port': text,
      'kube-port': text,
      history: { type: 'string', default: '4h' },
      pace: { type: 'string', default: 'demo' },
      seed: text,
      preset: text,
      labels: text,
      'wva-version': text,
      'seed-runs': text,
      break: text,
      clusters: text,
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return;
  }
  const began = Date.now();
  const port = await previewPort(values.port);
  const simulator = parseOptions(
    (['history', 'pace', 'seed', 'preset', 'labels', 'wva-version', 'seed-runs', 'break'] as const).flatMap((name) =>
      values[name] === undefined ? [] : [`--${name}`, values[name]]
    )
  );
  const log = (line: string) => console.log(line);
  await buildPlugin(log);
  const clusters = clusterCount(values.clusters);
  const grafana = values.preview
    ? { reason: '--preview asks for it' }
    : clusters > 1
      ? { reason: 'only it has several clusters' }
      : await someGrafana();
  if ('reason' in grafana) {
    log(`In the preview, which stands in for Grafana: ${grafana.reason}.`);
  }
  const stack = await startStack({
    port,
    prometheusPort: await given('prometheus-port', values['prometheus-port']),
    kubePort: await given('kube-port', values['kube-port']),
    clusters,
    grafana: 'reason' in grafana ? undefined : grafana,
    dir: path.resolve('.demo'),
    simulator,
    log,
  });
  console.log(`\nReady after ${((Date.now() - began) / 1000).toFixed(0)} s:  ${stack.url}\nCtrl-C stops everything.\n`);
  const stopRecorder = startRecorder({ ...stack, log });
  let asked = false;
  const stop = () => {
    if (asked) {
      process.exit(130);
    }
    asked = true;
    console.log('\nStopping …');
    void stopRecorder()
      .then(() => stack.stop())
      .then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

const MOST_CLUSTERS = 4;

function clusterCount(asked: string | undefined): number {
  const count = asked === undefined ? 1 : Number(asked);
  if (!Number.isInteger(count) || count < 1 || count > MOST_CLUSTERS) {
    throw new Error(`--clusters must be a number from 1 to ${MOST_CLUSTERS}, not "${asked}".`);
  }
  return count;
}

async function previewPort(asked: string | undefined): Promise<number> {
  const named = await given('port', asked);
  if (named !== undefined) {
    return named;
  }
  const port = await firstFreePort(3000);
  if (port !== 3000) {
    console.log(`Port 3000 is taken, the demo takes ${port}.`);
  }
  return port;
}

/** A port that was named has to be a free one. */
async function given(name: string, asked: string | undefined): Promise<number | undefined> {
  if (asked === undefined) {
    return undefined;
  }
  const port = Number(asked);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Error(`--${name} must be a port number, not "${asked}".`);
  }
  if (!(await isFree(port))) {
    throw new Error(`Port ${port} is taken: stop what listens there, or name another with --${name}.`);
  }
  return port;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
