import { config } from '@grafana/runtime';

import type { RunLinks } from '../domain/runAnnotation';
import { experimentDashboardPath, runPath } from '../routes';

/** Links in annotations are plain HTML, which Grafana's router does not complete with its sub path. */
export const runLinks: RunLinks = {
  run: (ref) => `${config.appSubUrl}${runPath(ref)}`,
  charts: (span) => `${config.appSubUrl}${experimentDashboardPath(span)}`,
};
