/** Which Grafana is meant, as it is given on the command line. */
import { grafanaFromNode, type GrafanaAccess } from './grafana';
import { lastKnownRun } from '../src/annotations/knownRuns';
import { analysedFromAnnotation } from '../src/domain/analysedRun';
import type { AnalysedRun } from '../src/domain/analysis/types';
import { runId, type RunRef } from '../src/domain/run';
import type { Given } from './command';
import { contentOf } from './prometheusOptions';
import { UsageError } from './usage';
import { webUrl } from './webUrl';

export const GRAFANA_OPTIONS = {
  grafana: {
    value: 'URL',
    about: 'Grafana whose annotations are meant, as people call it',
    env: 'WVA_GRAFANA',
  },
  'grafana-token-file': { value: 'FILE', about: "file with a token of a service account there (Editor's rights)" },
  'grafana-cluster': { value: 'NAME', about: "this cluster's name in the app, where it is not the first one" },
} as const;

/** Undefined where none is named. @throws UsageError */
export function grafanaOf(given: Given): GrafanaAccess | undefined {
  const [url, file] = [given.text('grafana'), given.text('grafana-token-file')];
  if (url === undefined && file === undefined) {
    return undefined;
  }
  if (url === undefined || file === undefined) {
    throw new UsageError('--grafana and --grafana-token-file need each other');
  }
  const token = () => contentOf('grafana-token-file', file).trim();
  if (token() === '') {
    throw new UsageError(`${file} holds no token`);
  }
  return { url: checkedUrl('--grafana', url), token, cluster: given.text('grafana-cluster') };
}

/** A window that was marked by hand, or a run that only its mark still knows. @throws UsageError, UserError */
export async function markedRun(ref: RunRef, given: Given): Promise<AnalysedRun> {
  const grafana = grafanaOf(given);
  if (grafana === undefined) {
    throw new UsageError('--window needs --grafana: a marked window is an annotation there');
  }
  const known = await lastKnownRun(grafanaFromNode(grafana), ref);
  const run = known && analysedFromAnnotation(known);
  if (run === undefined) {
    throw new UsageError(`${runId(ref)} is no marked window in that Grafana`);
  }
  return run;
}

export function checkedUrl(what: string, text: string): URL {
  const url = webUrl(text);
  if (url === undefined) {
    throw new UsageError(`${what} holds no URL with http or https`);
  }
  return url;
}
