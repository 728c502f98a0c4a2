/**
 * Writes docs/results-example.md: the three finished runs with which the demo begins, measured by a real Prometheus and
 * published by `wva report` as it comes. A contract test holds the document to it.
 *
 *   npm run docs:example
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { backfill } from '../simulator/backfill';
import { startSimulator } from '../simulator/main';
import { dataDirOf, startSimulatedPrometheus } from '../simulator/prometheus';

const ROOT = path.resolve(__dirname, '..');
export const EXAMPLE_FILE = path.join(ROOT, 'docs', 'results-example.md');

/** As the demo is seeded. */
export const SEED = { port: 0, pace: 'demo', historySeconds: 4 * 3600 } as const;

/** A multiple of the scrape interval and of the resolutions of runs of this length, ms. */
const PHASE_MS = 30 * 60_000;

/** When the history ends: at the same distance from every scrape and step whenever that is, so that it gives the same figures. */
export const seedEnd = (): number => Math.floor(Date.now() / PHASE_MS) * PHASE_MS;

const RUNS = ['wva-stair-static-1', 'wva-stair-static-4', 'wva-stair-wva'];
export const REPORT_ARGS = [
  'report',
  ...RUNS.map((name) => `experiment-01/${name}`),
  ...['--baseline', 'wva-stair-static-4', '--format', 'markdown', '--all-figures'],
];

export function exampleDocument(markdown: string): string {
  return `# Published results: an example

The three finished runs with which \`npm run demo\` begins, as they are published: by **Copy as Markdown** on the comparison of
the app, or on a terminal. The cluster is simulated, the figures are not: a real Prometheus measured them. Written by
\`npm run docs:example\`.

\`\`\`sh
wva ${REPORT_ARGS.join(' ').replace(' --baseline', ' \\\n  --baseline')}
\`\`\`

---

${markdown.trimEnd()}
`;
}

async function main(): Promise<void> {
  const dir = mkdtempSync(path.join(tmpdir(), 'wva-example-'));
  const historyFile = path.join(dir, 'history.om');
  const simulator = await startSimulator({ ...SEED, historyFile }, seedEnd());
  try {
    await backfill({ historyFile, dataDir: dataDirOf(dir) });
    const target = `127.0.0.1:${simulator.port}`;
    const prometheus = await startSimulatedPrometheus({ target, dir });
    try {
      const markdown = await wva([...REPORT_ARGS, '--server', simulator.url, '--prometheus', prometheus.url]);
      writeFileSync(EXAMPLE_FILE, exampleDocument(markdown));
    } finally {
      await prometheus.stop();
    }
  } finally {
    await simulator.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** What the bundled command prints; the simulated API server of this process answers it meanwhile. */
function wva(args: readonly string[]): Promise<string> {
  const child = spawn('node', [path.join(ROOT, 'dist-cli', 'wva.mjs'), ...args], {
    env: { ...process.env, WVA_KUBE_TOKEN: 'reader' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(text) : reject(new Error(`wva ended with ${code}`))));
  });
}

if (require.main === module) {
  void main();
}
