/** Panels that cannot have data in this cluster, and the line that accounts for them. */
import { LoadingState, type PanelData, type TimeRange } from '@grafana/data';

import { t } from '../i18n/t';
import type { PanelNeed, PanelSpec } from '../panels/spec';
import { knownDetection } from './detection';

interface Asked {
  need: PanelNeed;
  /** Of the data source. */
  uid: string;
  range: TimeRange;
  /** What the panel has. */
  data: PanelData | undefined;
}

/**
 * Whether a panel has found nothing where the data source has nothing of the kind. What is there is looked at where the range
 * ends; the panel's own answer says that nothing was there before either.
 */
export function foundNothing({ need, uid, range, data }: Asked): boolean {
  const isAnswer = data?.state === LoadingState.Done && String(data.timeRange.raw.from) === String(range.raw.from);
  return isAnswer && data.series.length === 0 && lacks(need, uid, range);
}

function lacks(need: PanelNeed, uid: string, range: TimeRange): boolean {
  const findings = knownDetection(uid, range)?.findings ?? [];
  return findings.some(({ subject, state }) => subject === need && state === 'missing');
}

/** Which panels are not shown, and why, in a line. @param absent of one row, at least one */
export function notShown(absent: readonly PanelSpec[]): string {
  const needs = [...new Set(absent.flatMap(({ needs: need }) => (need === undefined ? [] : [need])))];
  return t('scenes.board.not-shown', 'Not shown: {{panels}}, because the cluster has no metrics of {{what}}.', {
    panels: absent.map(({ title }) => title).join(', '),
    what: needs.map(wordsFor).join(t('scenes.board.and', ' and ')),
  });
}

function wordsFor(need: PanelNeed): string {
  switch (need) {
    case 'gpu':
      return t('scenes.board.need-gpu', 'GPUs (DCGM exporter)');
    case 'vllm':
      return t('scenes.board.need-vllm', 'vLLM');
  }
}
