import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, ClipboardButton, useStyles2 } from '@grafana/ui';
import React, { useMemo } from 'react';

import type { Run } from '../../domain/run';
import { t } from '../../i18n/t';
import { saveFile } from '../../shared/saveFile';
import { testIds } from '../../shared/testIds';
import { manifestYaml } from './manifestYaml';

/** The PipelineRun as the cluster has it. */
export function ManifestView({ run }: { run: Pick<Run, 'manifest' | 'name'> }): React.ReactElement {
  const styles = useStyles2(getStyles);
  const yaml = useMemo(() => manifestYaml(run.manifest), [run.manifest]);
  return (
    <div className={styles.box} data-testid={testIds.run.yaml}>
      <div className={styles.bar}>
        <ClipboardButton size="sm" variant="secondary" icon="copy" getText={() => yaml}>
          {t('pages.run.yaml.copy', 'Copy')}
        </ClipboardButton>
        <Button
          size="sm"
          variant="secondary"
          icon="download-alt"
          onClick={() => saveFile(`${run.name}.yaml`, yaml, 'application/yaml;charset=utf-8')}
        >
          {t('pages.run.yaml.download', 'Download')}
        </Button>
      </div>
      <pre className={styles.pre} tabIndex={0} aria-label={t('pages.run.yaml.label', 'Manifest of this run')}>
        {yaml}
      </pre>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), minWidth: 0 }),
  bar: css({ display: 'flex', gap: theme.spacing(1) }),
  pre: css({
    margin: 0,
    maxHeight: '70vh',
    overflow: 'auto',
    whiteSpace: 'pre',
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
