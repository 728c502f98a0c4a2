import { RadioButtonGroup } from '@grafana/ui';
import React from 'react';

import type { LatencyId } from '../../domain/analysis/types';
import type { Alignment } from '../../domain/comparison/alignment';
import { t } from '../../i18n/t';
import { LATENCIES } from '../compareUrl';
import { LatencySpread } from './LatencySpread';
import type { ChartRun } from './runFrames';
import { Section } from '../Section';

interface Props {
  id?: string;
  runs: readonly ChartRun[];
  latency: LatencyId;
  alignment: Alignment;
  onLatency: (latency: LatencyId) => void;
  testId?: string;
}

/** One of the latencies with its spread, for a comparison as for a single run. */
export function SpreadSection({ id, runs, latency, alignment, onLatency, testId }: Props): React.ReactElement {
  return (
    <Section
      id={id}
      title={t('pages.compare.spread.title', 'Latency with its spread, and scaling')}
      note={t(
        'pages.compare.spread.note',
        'Line: median. Bands: half and four fifths of the requests. Dots at the foot: ready replicas rose (green) or fell (purple). One logarithmic scale for all runs.'
      )}
      controls={
        <RadioButtonGroup
          size="sm"
          aria-label={t('pages.compare.spread.which', 'Latency')}
          options={LATENCIES.map((value) => ({ value, label: value.toUpperCase() }))}
          value={latency}
          onChange={onLatency}
        />
      }
      testId={testId}
    >
      <LatencySpread runs={runs} latency={latency} alignment={alignment} />
    </Section>
  );
}
