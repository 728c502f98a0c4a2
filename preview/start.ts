/** Starts the preview: builds the browser bundle when needed, fills the provisioning files' variables, serves. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { buildBundle, ROOT } from './bundle';
import type { MoreCluster } from './server/clusters';
import { startPreviewServer, type PreviewServer } from './server/server';

export interface StartOptions {
  /** 0 takes a free port. */
  port: number;
  host?: string;
  prometheusUrl: string;
  kubeUrl: string;
  /** More clusters to choose from. */
  clusters?: readonly MoreCluster[];
  /** Where annotations and changed settings are kept. */
  data: string;
  /** Tokens of the simulated cluster, unless the environment names others. */
  tokens?: { reader: string; runner: string };
  rebuild?: boolean;
  log?: (line: string) => void;
}

export async function startPreview(options: StartOptions): Promise<PreviewServer> {
  const dist = path.join(ROOT, 'dist');
  if (!existsSync(path.join(dist, 'module.js'))) {
    throw new Error('dist/ is not there: build the plugin first, with npm run build.');
  }
  const { dir, took } = await buildBundle({ force: options.rebuild });
  options.log?.(
    took === 0 ? 'Preview bundle: kept from last time.' : `Preview bundle: built in ${(took / 1000).toFixed(1)} s.`
  );
  const { version } = JSON.parse(readFileSync(path.join(ROOT, 'node_modules/@grafana/ui/package.json'), 'utf8')) as {
    version: string;
  };
  return startPreviewServer({
    dist,
    provisioning: path.join(ROOT, 'provisioning'),
    bundle: dir,
    data: options.data,
    clusters: options.clusters,
    version,
    port: options.port,
    host: options.host,
    env: {
      TEKTON_READER_TOKEN: options.tokens?.reader ?? 'reader',
      TEKTON_RUNNER_TOKEN: options.tokens?.runner ?? 'runner',
      ...process.env,
      PROMETHEUS_URL: options.prometheusUrl,
      KUBERNETES_API_URL: options.kubeUrl,
    },
    paths: { '/etc/grafana/dashboards': path.join(ROOT, 'dashboards/generated') },
  });
}
