/** Starts the simulated cluster, a real Prometheus and the preview or Grafana, once for all browser tests of a worker. */
import type { FullConfig } from '@playwright/test';

import { someGrafana, type GrafanaProgram } from '../../scripts/grafanaProgram';
import { startStack, type Stack } from '../../scripts/stack';
import { announceStacks } from './stacks';

export default async function globalSetup({ workers }: FullConfig): Promise<() => Promise<void>> {
  const stacks: Stack[] = [];
  const stop = async () => {
    await Promise.all(stacks.map((stack) => stack.stop()));
  };
  const grafana = process.env.E2E_GRAFANA ? await neededGrafana() : undefined;
  try {
    // One after the other: the preview's bundle is built into one place.
    while (stacks.length < workers) {
      stacks.push(await startStack({ grafana, log: (line) => console.log(line) }));
    }
    if (grafana !== undefined) {
      if (stacks.some(({ home }) => home !== 'grafana')) {
        throw new Error('Grafana was asked for and does not start.');
      }
      process.env.GRAFANA_URL = stacks[0]!.url;
    }
  } catch (error) {
    await stop();
    throw error;
  }
  announceStacks(stacks);
  return stop;
}

async function neededGrafana(): Promise<GrafanaProgram> {
  const grafana = await someGrafana();
  if ('reason' in grafana) {
    throw new Error(`Grafana was asked for: ${grafana.reason}.`);
  }
  return grafana;
}
