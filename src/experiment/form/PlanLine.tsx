import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useDeferredValue, useMemo } from 'react';

import type { Pipeline } from '../../domain/pipeline';
import { formatDuration } from '../../domain/format';
import { t } from '../../i18n/t';
import { intensityText } from '../LoadProfileChart';
import { useFormState } from './formState';
import { formRequest } from './model';
import { planRun } from './plan';

interface Props {
  pipeline: Pipeline;
  gpusPerReplica: number;
}

/** What comes of the choices, in a line: the whole length, the highest load, the GPUs at most. */
export function PlanLine({ pipeline, gpusPerReplica }: Props): React.ReactElement | null {
  const styles = useStyles2(getStyles);
  const values = useDeferredValue(useFormState().values);
  const { length, profile, maxGpus } = useMemo(
    () => planRun(formRequest(values, pipeline), [], gpusPerReplica, pipeline),
    [values, pipeline, gpusPerReplica]
  );
  const parts = [
    length &&
      t('experiment.plan.line-length', 'About {{total}} in all', { total: formatDuration(length.totalSeconds) }),
    profile &&
      profile.steps.length > 0 &&
      t('experiment.plan.line-load', 'at most {{peak}}', { peak: intensityText(profile) }),
    maxGpus !== undefined && t('experiment.plan.line-gpus', 'GPUs at most: {{gpus}}', { gpus: maxGpus }),
  ].filter(Boolean);
  return parts.length === 0 ? null : (
    <p className={styles.line} aria-live="polite">
      {parts.join(' · ')}
    </p>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({ margin: 0, color: theme.colors.text.secondary, fontVariantNumeric: 'tabular-nums' }),
});
