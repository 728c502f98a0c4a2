import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import React, { useRef, useState } from 'react';

import { t } from '../i18n/t';

interface Props {
  /** What is to be dropped, up to the button that chooses it. */
  text: string;
  /** What becomes of it. */
  note: string;
  /** What the files are, for who does not see the zone. */
  label: string;
  /** As of an input for files. */
  accept: string;
  testId: string;
  onFiles: (files: File[]) => void;
}

/** Takes files by dropping or by choosing. Nothing is sent anywhere: whoever drops them reads them. */
export function FileDrop({ text, note, label, accept, testId, onFiles }: Props): React.ReactElement {
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
      <span>{text}</span>
      <Button variant="secondary" size="sm" icon="upload" onClick={() => input.current?.click()}>
        {t('shared.drop.choose', 'Choose files')}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        accept={accept}
        hidden
        aria-label={label}
        data-testid={testId}
        onChange={(event) => {
          take(event.target.files);
          // So that the same file can be chosen again after it was removed.
          event.target.value = '';
        }}
      />
      <small className={styles.quiet}>{note}</small>
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
