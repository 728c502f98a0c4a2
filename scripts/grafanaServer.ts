/** The demo's Grafana as a process: set up as docker-compose.yaml sets up its own, with a data folder of its own. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { parse } from 'yaml';

import { filesUnder } from '../preview/files';
import { startProgram } from '../simulator/startProgram';
import type { GrafanaProgram } from './grafanaProgram';

const ROOT = path.resolve(__dirname, '..');

export interface GrafanaOptions {
  port: number;
  /** For its database, plugins and provisioning files; made when missing. */
  data: string;
  prometheusUrl: string;
  kubeUrl: string;
  /** Without it, the repository's own. */
  compose?: string;
}

export interface RunningGrafana {
  url: string;
  /** Resolves when the process has ended. */
  close: () => Promise<void>;
}

interface Service {
  environment: Record<string, string>;
  /** `./here:/there:ro` */
  volumes: string[];
}

/** Of a demo on this machine: it neither calls home nor fetches plugins. */
const QUIET = {
  GF_ANALYTICS_REPORTING_ENABLED: 'false',
  GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
  GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: 'false',
  GF_PLUGINS_PREINSTALL_DISABLED: 'true',
  GF_NEWS_NEWS_FEED_ENABLED: 'false',
  GF_LOG_LEVEL: 'error',
};

const PLUGINS = '/var/lib/grafana/plugins';
const PROVISIONING = '/etc/grafana/provisioning';
/** Where a path of Grafana's begins in its container. */
const OF_CONTAINER = /(?<![\w./-])\/(?:etc|var\/lib)\/grafana\b/g;
/** The first start makes a database. */
const READY_SECONDS = 120;

/** Starts it and resolves when it answers. @throws Error with its last words when it ends before */
export async function startGrafana(grafana: GrafanaProgram, options: GrafanaOptions): Promise<RunningGrafana> {
  const { port, data, compose = path.join(ROOT, 'docker-compose.yaml') } = options;
  const service: Service = parse(readFileSync(compose, 'utf8')).services.grafana;
  const here = mount(service, path.dirname(compose), path.join(data, 'mounted'));
  const url = `http://127.0.0.1:${port}`;
  const { stop } = await startProgram({
    name: 'Grafana',
    program: grafana.program,
    args: ['server', '--homepath', grafana.home],
    env: {
      ...Object.fromEntries(Object.entries(service.environment).map(([name, value]) => [name, here(String(value))])),
      ...QUIET,
      GF_SERVER_HTTP_ADDR: '127.0.0.1',
      GF_SERVER_HTTP_PORT: String(port),
      GF_PATHS_DATA: path.join(data, 'data'),
      GF_PATHS_LOGS: path.join(data, 'logs'),
      GF_PATHS_PLUGINS: here(PLUGINS),
      GF_PATHS_PROVISIONING: here(PROVISIONING),
      PROMETHEUS_URL: options.prometheusUrl,
      KUBERNETES_API_URL: options.kubeUrl,
    },
    readyUrl: `${url}/api/health`,
    readySeconds: READY_SECONDS,
  });
  return { url, close: stop };
}

/** Copies what the container would have mounted below `root`, and says in texts and in the files themselves where it is. */
function mount({ volumes }: Service, from: string, root: string): (text: string) => string {
  const here = (text: string) => text.replaceAll(OF_CONTAINER, (there) => path.join(root, there));
  for (const volume of volumes) {
    const [source, there] = volume.split(':') as [string, string];
    cpSync(path.resolve(from, source), here(there), { recursive: true });
  }
  for (const file of filesUnder(here(PROVISIONING))) {
    writeFileSync(file, here(readFileSync(file, 'utf8')));
  }
  return here;
}
