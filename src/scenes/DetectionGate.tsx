import type { TimeRange } from '@grafana/data';
import {
  SceneObjectBase,
  sceneGraph,
  type SceneComponentProps,
  type SceneObject,
  type SceneObjectState,
  type SceneTimeRangeLike,
} from '@grafana/scenes';
import { Alert } from '@grafana/ui';
import React from 'react';

import { t } from '../i18n/t';
import { clockOffMs } from '../prometheus/serverClock';
import type { Finding } from '../queries/detection';
import { ErrorNotice } from '../shared/ErrorNotice';
import { SlowNotice } from '../shared/SlowNotice';
import { useSlow } from '../shared/useSlow';
import { Column } from './Column';
import { useDetection } from './detection';
import { NothingFound } from './NothingFound';
import { hasNothing, lackingFor, rangeProblem, type PageNeeds, type RangeProblem } from './pageState';
import { WrongRange } from './WrongRange';

interface DetectionGateState extends SceneObjectState {
  uid: string;
  needs: PageNeeds;
  body: SceneObject;
}

/**
 * Shows its body where the data source answers and has what the page is about. Else what is wrong stands alone: the time
 * range, an error, or that there is nothing, with its cause and the next step.
 */
export class DetectionGate extends SceneObjectBase<DetectionGateState> {
  static Component = DetectionGateRenderer;
}

function DetectionGateRenderer({ model }: SceneComponentProps<DetectionGate>): React.ReactElement {
  const timeRange = sceneGraph.getTimeRange(model);
  const { value: range } = timeRange.useState();
  const wrong = problemOf(range);
  return wrong ? (
    <WrongRange problem={wrong} from={range.from.valueOf()} to={range.to.valueOf()} timeRange={timeRange} />
  ) : (
    <Detected model={model} timeRange={timeRange} />
  );
}

/** By the server's clock, where it is known that this browser's is off. */
function problemOf({ from, to }: TimeRange): RangeProblem | undefined {
  return rangeProblem({ from: from.valueOf(), to: to.valueOf() }, Date.now() + Math.max(0, clockOffMs() ?? 0));
}

function Detected({ model, timeRange }: { model: DetectionGate; timeRange: SceneTimeRangeLike }): React.ReactElement {
  const { uid, needs, body } = model.useState();
  const { value: range } = timeRange.useState();
  const { value, error, loading, reload } = useDetection(uid, range);
  const slow = useSlow(loading && value === undefined ? range.raw.from : undefined);
  if (error !== undefined) {
    return (
      <ErrorNotice
        error={error}
        retrying={loading}
        onRetry={() => {
          reload();
          // Panels and variables ask again when the time range says so.
          timeRange.onRefresh();
        }}
      />
    );
  }
  const lacking = value === undefined ? [] : lackingFor(needs, value.findings);
  if (value !== undefined && hasNothing(needs, value.findings)) {
    return <NothingFound uid={uid} needs={needs} lacking={lacking} timeRange={timeRange} />;
  }
  return (
    <Column>
      {slow && <SlowNotice />}
      {lacking.length > 0 && <Lacking findings={lacking} />}
      <body.Component model={body} />
    </Column>
  );
}

function Lacking({ findings }: { findings: Finding[] }): React.ReactElement {
  return (
    <Alert
      severity={findings.some((finding) => finding.state === 'missing') ? 'warning' : 'info'}
      title={t('scenes.detection.lacking', 'Not all metrics are there')}
    >
      <ul>
        {findings.map((finding) => (
          <li key={finding.text}>{finding.text}</li>
        ))}
      </ul>
    </Alert>
  );
}
