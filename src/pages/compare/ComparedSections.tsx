import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { RadioButtonGroup, useStyles2 } from '@grafana/ui';
import React, { useMemo } from 'react';

import { chooseGates, type GateTexts } from '../../domain/comparison/gates';
import { t } from '../../i18n/t';
import { testIds } from '../../shared/testIds';
import { columnsOf, hasRepeats, measuredRuns } from '../../assessment/columns';
import type { EffectiveThresholds } from '../../domain/variant';
import { commonExperiment } from '../../assessment/commonExperiment';
import { PERCENTILES, type CompareView } from '../../assessment/compareUrl';
import { GateEditor, RejectedGates } from '../../assessment/gates/GateEditor';
import { compareParts } from './compareParts';
import { ComparedDecisions } from './ComparedDecisions';
import { Headline } from './Headline';
import { LeftoverNotice } from '../../assessment/LeftoverNotice';
import { KpiSection } from '../../assessment/kpis/KpiSection';
import { ParamDiffTable } from './ParamDiffTable';
import { Ridges } from '../../assessment/charts/Ridges';
import { RunCharts } from './RunCharts';
import type { RunLook } from '../../assessment/charts/runLook';
import { Section } from '../../assessment/Section';
import { BELOW_LINKS, SectionLinks } from '../../assessment/SectionLinks';
import { SpreadSection } from '../../assessment/charts/SpreadSection';
import type { Comparison } from '../../assessment/useComparison';
import { VariantsSection } from '../../assessment/variants/VariantsSection';
import { Verdict } from '../../assessment/gates/Verdict';

interface Props {
  comparison: Pick<Comparison, 'runs' | 'state'>;
  looks: readonly RunLook[];
  gates: GateTexts;
  view: CompareView;
  onView: (view: Partial<CompareView>) => void;
  /** Without them nobody can say why a run scaled. */
  thresholds?: EffectiveThresholds;
}

/** What is known of the runs so far, from the answer to the details. */
export function ComparedSections({
  comparison: { runs, state },
  looks,
  gates,
  view,
  onView,
  thresholds,
}: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const measured = useMemo(() => measuredRuns(runs, looks), [runs, looks]);
  const subjects = runs.flatMap(({ subject }, i) => {
    const look = looks[i];
    return subject && look ? [{ subject, look }] : [];
  });
  const columns = useMemo(() => columnsOf(measured, view.columns), [measured, view.columns]);
  const experiment = commonExperiment(subjects.map(({ subject }) => subject.experiment));
  const inForce = useMemo(() => chooseGates(view.gates, gates, experiment), [view.gates, gates, experiment]);
  const parts = useMemo(
    () =>
      compareParts({
        known: subjects.length,
        measured,
        columns,
        isDone: state === 'done',
        isExplained: thresholds !== undefined,
      }),
    [subjects.length, measured, columns, state, thresholds]
  );
  return (
    <div className={styles.sections}>
      <SectionLinks
        parts={parts}
        current={view.part}
        urlKey="part"
        isSettled={state === 'done'}
        onPart={(part) => onView({ part })}
      />
      <div className={styles.parts}>
        <Headline id="answer" columns={columns} />
        <LeftoverNotice runs={measured.map(({ analysis }) => analysis)} />
        {subjects.length > 1 && <ParamDiffTable id="parameters" runs={subjects} />}
        {(measured.length > 0 || state !== 'done') && (
          <Section
            id="verdict"
            title={t('pages.compare.verdict.title', 'Verdict')}
            note={t(
              'pages.compare.verdict.note',
              'Each gate compares a figure of a run with that of the baseline. A verdict is only as reliable as its repeats: compare several runs of a mode to see how much they vary.'
            )}
          >
            <RejectedGates gates={inForce} />
            <Verdict columns={columns} gates={inForce} />
            <GateEditor gates={inForce} experiment={experiment} onGates={(texts) => onView({ gates: texts })} />
          </Section>
        )}
        {measured.length > 0 && (
          <>
            <KpiSection id="figures" columns={columns} repeats={hasRepeats(measured)} view={view} onView={onView} />
            <VariantsSection id="variants" runs={measured} />
            <Section
              id="charts"
              title={t('pages.compare.charts.title', 'Over time')}
              note={t(
                'pages.compare.charts.note',
                'One line per run, the baseline dashed. A gap is a time without measurements.'
              )}
              controls={
                <RadioButtonGroup
                  size="sm"
                  aria-label={t('pages.compare.charts.percentile', 'Percentile of the latencies')}
                  options={PERCENTILES.map((value) => ({ value, label: value.toLowerCase() }))}
                  value={view.percentile}
                  onChange={(percentile) => onView({ percentile })}
                />
              }
            >
              <RunCharts runs={measured} alignment={view.alignment} percentile={view.percentile} />
            </Section>
            {thresholds && <ComparedDecisions id="decisions" runs={measured} thresholds={thresholds} />}
            <Section
              id="distributions"
              title={t('pages.compare.ridges.title', 'Distributions')}
              note={t(
                'pages.compare.ridges.note',
                'Latencies from the buckets of the histograms over the whole run, nothing smoothed; cache and queue from every sample of every replica. Solid line: median; dashed: p99. Each shape fills its row: compare places, not heights.'
              )}
            >
              <Ridges runs={measured} />
            </Section>
            <SpreadSection
              id="spread"
              runs={measured}
              latency={view.latency}
              alignment={view.alignment}
              onLatency={(latency) => onView({ latency })}
              testId={testIds.compare.spread}
            />
          </>
        )}
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  sections: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2), minWidth: 0 }),
  parts: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(3),
    minWidth: 0,
    [BELOW_LINKS.at]: BELOW_LINKS.rule,
  }),
});
