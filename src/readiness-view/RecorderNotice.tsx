import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import React, { useCallback } from 'react';

import { grafanaPrometheus } from '../prometheus/grafana';
import { askRecorder } from '../readiness/askRecorder';
import { recorderNext, recorderText } from '../readiness/recorder';
import { readinessPath } from '../routes';
import { t } from '../i18n/t';
import { useAppSettings, type AppSettings } from '../shared/appSettings';
import { choosePrometheus } from '../shared/dataSources';
import { PageButton } from '../shared/PageButton';
import { keepRecorderState } from '../shared/recorderSeen';
import { testIds } from '../shared/testIds';
import { useLoad } from '../shared/useLoad';

/** One line where no recorder is at work, with the step that helps; nothing where one is, or where that is not known. */
export default function RecorderNotice(): React.ReactElement | null {
  const styles = useStyles2(getStyles);
  const settings = useAppSettings();
  const { value } = useLoad(useCallback((signal: AbortSignal) => lookUp(settings, signal), [settings]));
  if (value === undefined || value.state === 'at-work') {
    return null;
  }
  return (
    <div className={styles.line} role="note" data-testid={testIds.runs.recorder}>
      <Icon name="info-circle" aria-hidden />
      <span className={styles.text}>
        {recorderText(value.silentSeconds)} {recorderNext(value.state)}
      </span>
      <PageButton size="sm" variant="secondary" fill="text" href={readinessPath()}>
        {t('readiness.notice.open', 'See what to do')}
      </PageButton>
    </div>
  );
}

/** Undefined where no Prometheus is chosen, or it does not answer. */
async function lookUp(settings: AppSettings, signal: AbortSignal) {
  const choice = choosePrometheus(settings);
  if (choice.kind !== 'found') {
    return undefined;
  }
  const now = Date.now();
  const seen = await askRecorder(grafanaPrometheus(choice.uid).ask, now, signal);
  if (seen) {
    keepRecorderState(seen.state === 'at-work', now);
  }
  return seen;
}

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    color: theme.colors.text.secondary,
  }),
  // Beside its icon, and beside the button where there is room.
  text: css({ flex: '1 1 240px', minWidth: 0 }),
});
