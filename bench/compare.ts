/** A comparison in the browser: how soon the first chart and the complete table are there. */
import type { Page } from '@playwright/test';

import { formatText } from '../src/domain/runAnnotationText';
import { runTags } from '../src/domain/runAnnotationTags';
import { comparePath, runPath } from '../src/routes';
import { testIds } from '../src/shared/testIds';
import { startStack } from '../scripts/stack';
import { launchBrowser } from './browser';
import type { Measure } from './report';

const COMPARED = [2, 6, 12];
const NAMESPACE = 'experiment-01';
const VARIANT = 'llm-d-inference-scheduling-llm-d-modelservice-decode';
const FINISHED = ['wva-stair-static-1', 'wva-stair-static-4', 'wva-stair-wva'];

/**
 * The simulated lab has three finished runs of an hour. The others are runs that Tekton has pruned: annotations at the
 * times of those three, whose every figure is asked for and calculated like any run's.
 */
export async function measureCompare(): Promise<Measure[]> {
  const stack = await startStack({ rules: false });
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext({ baseURL: stack.url, viewport: { width: 1440, height: 3000 } });
    const page = await context.newPage();
    const spans = await Promise.all(FINISHED.map((name) => spanOf(stack.kubeUrl, name)));
    const pruned = Array.from({ length: Math.max(...COMPARED) - FINISHED.length }, (_, i) => `pruned-${i + 1}`);
    for (const [i, name] of pruned.entries()) {
      await leaveAnnotation(page, name, spans[i % spans.length]!);
    }
    // Once for the browser's cache: what is measured is the comparison, not the download of Grafana.
    await page.goto('/a/llmd-wva-app/runs');
    await page.getByTestId(testIds.runs.row).first().waitFor();
    const measures: Measure[] = [];
    for (const count of COMPARED) {
      const runs = [...FINISHED, ...pruned].slice(0, count).map((name) => ({ namespace: NAMESPACE, name }));
      const opened = Date.now();
      const seconds = () => (Date.now() - opened) / 1000;
      await page.goto(comparePath({ runs }), { waitUntil: 'commit' });
      await page.getByTestId(testIds.compare.charts).locator('canvas').first().waitFor();
      const firstChart = seconds();
      await page
        .locator(`[data-testid="${testIds.compare.progress}"][data-state="done"]`)
        .waitFor({ state: 'attached' });
      await page.getByTestId(testIds.compare.kpis).waitFor();
      measures.push(
        { name: `${count} runs: first chart, from the page's address on`, unit: 's', value: firstChart },
        { name: `${count} runs: complete table, from the page's address on`, unit: 's', value: seconds() }
      );
    }
    return measures;
  } finally {
    await browser.close();
    await stack.stop();
  }
}

interface Span {
  time: number;
  timeEnd: number;
}

async function spanOf(kubeUrl: string, name: string): Promise<Span> {
  const answer = await fetch(`${kubeUrl}/apis/tekton.dev/v1/namespaces/${NAMESPACE}/pipelineruns/${name}`, {
    headers: { authorization: 'Bearer reader' },
  });
  const { status }: { status: { startTime: string; completionTime: string } } = await answer.json();
  return { time: Date.parse(status.startTime), timeEnd: Date.parse(status.completionTime) };
}

async function leaveAnnotation(page: Page, name: string, span: Span): Promise<void> {
  const run = { namespace: NAMESPACE, name, experiment: 'bench' };
  const facts = { run, experiment: 'bench', mode: 'static' as const, variant: VARIANT, namespace: NAMESPACE };
  const text = formatText(facts, `bench-${name}`, 'succeeded', { run: runPath(run) });
  const answer = await page.request.post('/api/annotations', {
    data: { ...span, tags: runTags(run, 'succeeded'), text },
  });
  if (!answer.ok()) {
    throw new Error(`No annotation for ${name}: ${await answer.text()}`);
  }
}
