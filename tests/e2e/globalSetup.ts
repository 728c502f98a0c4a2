/** Starts the simulated cluster, a real Prometheus and the preview, once for all browser tests. */
import { startStack } from '../../scripts/stack';

export default async function globalSetup(): Promise<() => Promise<void>> {
  const stack = await startStack({ log: (line) => console.log(line) });
  process.env.PREVIEW_URL = stack.url;
  process.env.SIMULATOR_URL = stack.kubeUrl;
  process.env.PROMETHEUS_TEST_URL = stack.promUrl;
  return stack.stop;
}
