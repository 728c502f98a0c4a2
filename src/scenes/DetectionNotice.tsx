import { SceneObjectBase, sceneGraph, type SceneComponentProps, type SceneObjectState } from '@grafana/scenes';
import { Alert } from '@grafana/ui';
import React from 'react';

import { t } from '../i18n/t';
import type { Finding } from '../queries/detection';
import { ErrorNotice } from '../shared/ErrorNotice';
import { useDetection } from './detection';

interface DetectionNoticeState extends SceneObjectState {
  uid: string;
  /** What the page is about; the rest is the configuration page's. */
  subjects: Array<Finding['subject']>;
}

/** Says what the data source lacks for this page, and that it does not answer. Nothing when all is well. */
export class DetectionNotice extends SceneObjectBase<DetectionNoticeState> {
  static Component = DetectionNoticeRenderer;
}

function DetectionNoticeRenderer({ model }: SceneComponentProps<DetectionNotice>): React.ReactElement | null {
  const { uid, subjects } = model.useState();
  const timeRange = sceneGraph.getTimeRange(model);
  const { value: range } = timeRange.useState();
  const { value, error, reload } = useDetection(uid, range);
  if (error !== undefined) {
    return (
      <ErrorNotice
        error={error}
        onRetry={() => {
          reload();
          // Panels and variables ask again when the time range says so.
          timeRange.onRefresh();
        }}
      />
    );
  }
  const lacking = value?.findings.filter((f) => f.state !== 'found' && subjects.includes(f.subject)) ?? [];
  return lacking.length === 0 ? null : <Lacking findings={lacking} />;
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
