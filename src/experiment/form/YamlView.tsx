import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { ClipboardButton, useStyles2 } from '@grafana/ui';
import React from 'react';
import { stringify } from 'yaml';

import { t } from '../../i18n/t';
import { testIds } from '../../shared/testIds';

/** A manifest as YAML, to read and to copy; never HTML. */
export function YamlView({ manifest }: { manifest: unknown }): React.ReactElement {
  const styles = useStyles2(getStyles);
  const text = stringify(manifest, { lineWidth: 0 });
  return (
    <div className={styles.box}>
      <ClipboardButton
        type="button"
        icon="copy"
        size="sm"
        variant="secondary"
        getText={() => text}
        className={styles.copy}
      >
        {t('experiment.yaml.copy', 'Copy')}
      </ClipboardButton>
      <pre
        className={styles.text}
        data-testid={testIds.start.yaml}
        tabIndex={0}
        aria-label={t('experiment.yaml.label', 'PipelineRun as YAML')}
      >
        {text}
      </pre>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({ position: 'relative', minWidth: 0 }),
  copy: css({ position: 'absolute', top: theme.spacing(1), right: theme.spacing(1) }),
  text: css({ maxHeight: 360, overflow: 'auto', margin: 0, fontSize: theme.typography.bodySmall.fontSize }),
});
