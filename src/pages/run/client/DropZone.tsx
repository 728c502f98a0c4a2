import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import React, { useRef, useState } from 'react';

import { t } from '../../../i18n/t';
import { testIds } from '../../../shared/testIds';

/** Takes files by dropping or by choosing. Nothing is sent anywhere: whoever drops them reads them. */
export function DropZone({ onFiles }: { onFiles: (files: File[]) => void }): React.ReactElement {
  const styles = useStyles2(getStyles);
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (list: FileList | null | undefined): void => {
    const files = [...(list ?? [])];
    if (files.length > 0) {
      onFiles(files);
    }
  };
  return (
    <div
      className={cx(styles.zone, over && styles.over)}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <span>{t('pages.run.client.drop', 'Drop the benchmarks.json of this run’s GuideLLM instances here, or')}</span>
      <Button variant="secondary" size="sm" icon="upload" onClick={() => input.current?.click()}>
        {t('pages.run.client.choose', 'Choose files')}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        accept=".json,application/json"
        hidden
        aria-label={t('pages.run.client.files', 'GuideLLM reports')}
        data-testid={testIds.guidellm.input}
        onChange={(event) => {
          take(event.target.files);
          // So that the same file can be chosen again after it was removed.
          event.target.value = '';
        }}
      />
      <small className={styles.quiet}>
        {t(
          'pages.run.client.stays',
          'They are read in your browser and sent nowhere; reloading the page forgets them.'
        )}
      </small>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  zone: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(2),
    border: `1px dashed ${theme.colors.border.strong}`,
    borderRadius: theme.shape.radius.default,
  }),
  over: css({ background: theme.colors.action.hover, borderColor: theme.colors.primary.border }),
  quiet: css({ flexBasis: '100%', color: theme.colors.text.secondary }),
});
