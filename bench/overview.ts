/** What one load of the overview asks of Prometheus, by Prometheus' own statistics. */
import { mkdtempSync, rmSync, truncateSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { startStack } from '../scripts/stack';
import type { PresetName } from '../simulator/world/presets';
import { launchBrowser } from './browser';
import { readQueryLog } from './queryLog';
import type { Measure } from './report';
import { gzipped, kB } from './sizes';

const PAGES = { overview: '/a/llmd-wva-app/overview', GPUs: '/a/llmd-wva-app/gpus' } as const;

/** Of the page of one variant: queries, and samples of three hours without and with the recording rules. */
const OVERVIEW = { queries: 20, samples: 500_000, recorded: 100_000 };

/** Chunks with Scenes, kB gzip; the overview brings, after its charts, the decisions and the alerts. */
const CHUNKS = { overview: 235, GPUs: 205 } as const;

/** The past reaches so much farther back than what is shown, s: the rules have been at work in all of it. */
const BEFORE_SECONDS = 600;

/** How long a page must have been quiet before its load counts as done, ms. */
const QUIET_MS = 5000;

/**
 * @param preset size of the simulated cluster
 * @param historySeconds how much of the past there is to read
 * @param rules whether the recording rules are installed, and have been all the time; their own questions are not counted
 */
export async function measurePages(
  preset: PresetName,
  gpus: number,
  historySeconds: number,
  rules = false
): Promise<Measure[]> {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'llmd-wva-bench-'));
  const queryLog = path.join(dir, 'queries.jsonl');
  const simulator = { preset, historySeconds: historySeconds + BEFORE_SECONDS };
  const stack = await startStack({ queryLog, rules, simulator });
  const browser = await launchBrowser();
  try {
    const measures: Measure[] = [];
    for (const name of ['overview', 'GPUs'] as const) {
      truncateSync(queryLog);
      const page = await browser.newPage({ viewport: { width: 1440, height: 3000 } });
      const requests = { last: Date.now(), labels: 0 };
      const chunks = new Set<string>();
      page.on('request', (request) => {
        const chunk = /\/public\/plugins\/llmd-wva-app\/([\w-]+\.js)/.exec(request.url())?.[1];
        if (chunk !== undefined && chunk !== 'module.js') {
          chunks.add(path.join('dist', chunk));
        }
        if (/\/api\/ds\/query|\/resources\//.test(request.url())) {
          requests.last = Date.now();
          // Values of labels are in no query log; queries are, whoever sends them.
          requests.labels += /\/resources\/.*\/label\//.test(request.url()) ? 1 : 0;
        }
      });
      // No refresh while one load is counted.
      await page.goto(`${stack.url}${PAGES[name]}?refresh=1d&from=now-${historySeconds}s&to=now`);
      while (Date.now() - requests.last < QUIET_MS) {
        await page.waitForTimeout(500);
      }
      await page.close();
      const { queries, samples } = readQueryLog(queryLog);
      const at = `${name}, ${gpus} GPUs${rules ? ', with the recording rules' : ''}`;
      measures.push(
        {
          name: `${at}: queries`,
          unit: 'queries',
          value: queries + requests.labels,
          ...(name === 'overview' ? { budget: OVERVIEW.queries } : {}),
        },
        {
          name: `${at}: samples read`,
          unit: 'samples',
          value: samples,
          ...(name === 'overview' ? { budget: rules ? OVERVIEW.recorded : OVERVIEW.samples } : {}),
        },
        {
          name: `${name}: chunks with Scenes that it loads`,
          unit: 'kB gzip',
          value: gzipped(...chunks) / kB,
          budget: CHUNKS[name],
        }
      );
    }
    return measures;
  } finally {
    await browser.close();
    await stack.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}
