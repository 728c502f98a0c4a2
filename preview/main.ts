/** `node --import tsx preview/main.ts`: the preview's server alone, against a Prometheus and a Kubernetes API that run already. */
import path from 'node:path';
import { parseArgs } from 'node:util';

import { startPreview } from './start';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '3000' },
    host: { type: 'string' },
    prometheus: { type: 'string', default: process.env.PROMETHEUS_URL ?? 'http://localhost:9090' },
    kube: { type: 'string', default: process.env.KUBERNETES_API_URL ?? 'http://localhost:9400' },
    data: { type: 'string', default: path.resolve('.demo/preview') },
    rebuild: { type: 'boolean', default: false },
  },
});

async function main(): Promise<void> {
  const preview = await startPreview({
    port: Number(values.port),
    host: values.host,
    prometheusUrl: values.prometheus,
    kubeUrl: values.kube,
    data: values.data,
    rebuild: values.rebuild,
    log: (line) => console.log(line),
  });
  console.log(`Preview: ${preview.url}`);
  const stop = () => void preview.close().then(() => process.exit(0));
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
