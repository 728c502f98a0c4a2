/** The columns of tables of figures: one a run, or one a group of repeats. */
import React from 'react';

import { groupRuns, type RunGroup } from '../domain/comparison/groups';
import { t } from '../i18n/t';
import { modeLabel } from '../shared/modeLabel';
import type { ShownColumn } from './kpis/KpiTable';
import type { ChartRun } from './charts/runFrames';
import type { RunLook } from './charts/runLook';
import { RunTag } from './charts/RunTag';
import { leftoversText } from './startText';
import { placeText } from './records/browserRecords';
import type { ComparedRun } from './useComparison';

/** The runs that have been measured, in the order asked for. */
export function measuredRuns(runs: readonly ComparedRun[], looks: readonly RunLook[]): ChartRun[] {
  return runs.flatMap(({ analysis }, i) => {
    const look = looks[i];
    return analysis && look ? [{ analysis, look }] : [];
  });
}

export function hasRepeats(runs: readonly ChartRun[]): boolean {
  return groupRuns(runs.map(({ analysis }) => analysis)).length < runs.length;
}

export function columnsOf(runs: readonly ChartRun[], by: 'runs' | 'groups'): ShownColumn[] {
  if (by === 'runs') {
    return runs.map(({ analysis, look }) => ({
      key: look.name,
      name: look.name,
      members: [analysis],
      title: <RunTag look={look} />,
      isBaseline: look.isBaseline,
    }));
  }
  return groupRuns(runs.map(({ analysis }) => analysis)).map((group) => {
    const looks = runs
      .filter(({ analysis }) => group.members.some(({ run }) => run === analysis.run))
      .map(({ look }) => look);
    const name = groupName(group, looks);
    return {
      key: looks.length === 1 ? (looks[0]?.name ?? group.key) : group.key,
      name,
      members: group.members,
      title: (
        <span>
          {looks.map((look) => (
            <RunTag key={look.label} look={look} letterOnly />
          ))}{' '}
          {name}
        </span>
      ),
      isBaseline: looks.some(({ isBaseline }) => isBaseline),
    };
  });
}

function groupName({ mode, replicas, began, members }: RunGroup, looks: readonly RunLook[]): string {
  const cluster = members[0]?.run.cluster;
  const what = [mode && modeLabel(mode), replicas, cluster && `(${placeText(cluster)})`].filter(Boolean).join(' ');
  if (members.length === 1 || what === '') {
    return looks[0]?.name ?? '';
  }
  return began.length === 0
    ? t('pages.compare.group-name', '{{what}} ({{count}} runs)', { what, count: members.length })
    : t('pages.compare.group-name-began', '{{what}} ({{count}} runs that began with {{began}})', {
        what,
        count: members.length,
        began: leftoversText(began),
      });
}
