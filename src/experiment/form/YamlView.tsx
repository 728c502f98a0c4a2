import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, ClipboardButton, useStyles2 } from '@grafana/ui';
import React from 'react';
import { stringify } from 'yaml';

import { t } from '../../i18n/t';
import { saveFile } from '../../shared/saveFile';
import { testIds } from '../../shared/testIds';

interface Props {
  manifest: unknown;
  /** Offers it as a file of this name. */
  fileName: string;
}

/** A manifest as YAML, to read, to copy and to keep; never HTML. */
export function YamlView({ manifest, fileName }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const text = stringify(manifest, { lineWidth: 0 });
  return (
    <div className={styles.box}>
      <div className={styles.actions}>
        <ClipboardButton type="button" icon="copy" size="sm" variant="secondary" getText={() => text}>
          {t('experiment.yaml.copy', 'Copy')}
        </ClipboardButton>
        <Button
          type="button"
          icon="download-alt"
          size="sm"
          variant="secondary"
          onClick={() => saveFile(fileName, text, 'application/yaml')}
        >
          {t('experiment.yaml.download', 'Download')}
        </Button>
      </div>
      <pre
        className={styles.text}
        data-testid={testIds.start.yaml}
        tabIndex={0}
        aria-label={t('experiment.yaml.label', 'Manifest as YAML')}
      >
        {text}
      </pre>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({ position: 'relative', minWidth: 0 }),
  actions: css({
    position: 'absolute',
    top: theme.spacing(1),
    right: theme.spacing(2),
    display: 'flex',
    gap: theme.spacing(1),
  }),
  text: css({ maxHeight: 360, overflow: 'auto', margin: 0, fontSize: theme.typography.bodySmall.fontSize }),
});
