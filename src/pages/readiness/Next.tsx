import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { ClipboardButton, TextLink, useStyles2 } from '@grafana/ui';
import React from 'react';

import { t } from '../../i18n/t';
import type { NextStep } from '../../readiness/verdict';

/** What to do next: a sentence or a link, and the command that does it. */
export function Next({ step: { text, command, href } }: { step: NextStep }): React.ReactElement {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.next}>
      {href ? (
        <TextLink href={href} external={/^https?:/.test(href)} inline>
          {text}
        </TextLink>
      ) : (
        <span>{text}</span>
      )}
      {command && (
        <span className={styles.command}>
          <code>{command}</code>
          <ClipboardButton
            size="sm"
            fill="text"
            icon="copy"
            variant="secondary"
            getText={() => command}
            aria-label={t('readiness.copy', 'Copy the command {{command}}', { command })}
          />
        </span>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  next: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 1),
    alignItems: 'center',
    marginTop: theme.spacing(0.5),
  }),
  command: css({
    display: 'inline-flex',
    alignItems: 'center',
    maxWidth: '100%',
    '& code': { overflowX: 'auto', whiteSpace: 'nowrap' },
  }),
});
