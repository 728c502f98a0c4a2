/** Ends the suite with a list of the tests that do not run in any Grafana, by what they need a cluster of ours for. */
import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';

import { OWN_CLUSTER_ONLY } from './ownClusterOnly';

export default class OwnClusterReporter implements Reporter {
  private readonly titles = new Map<string, Set<string>>();
  private skipped = 0;

  onTestEnd(test: TestCase, { status, annotations }: TestResult): void {
    const why = [...test.annotations, ...annotations].find(({ type }) => type === OWN_CLUSTER_ONLY)?.description;
    if (why === undefined) {
      return;
    }
    const [, , ...path] = test.titlePath();
    this.titles.set(why, (this.titles.get(why) ?? new Set()).add(path.join(' › ')));
    this.skipped += status === 'skipped' ? 1 : 0;
  }

  onEnd(): void {
    const all = [...this.titles.values()].reduce((sum, { size }) => sum + size, 0);
    if (all === 0) {
      return;
    }
    console.log(
      `\n  Only beside a simulated cluster, which the preview has: ${all} tests, ${this.skipped} of them skipped here`
    );
    for (const [why, titles] of this.titles) {
      console.log(`    ${why}:`);
      titles.forEach((title) => console.log(`      ${title}`));
    }
  }

  printsToStdio(): boolean {
    return false;
  }
}
