import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useId } from 'react';

import { STICKY_TOP } from './StickyTop';

interface Props {
  /** By which the page's links find it. */
  id?: string;
  title: string;
  /** One line below it. */
  note?: React.ReactNode;
  /** Right of the title. */
  controls?: React.ReactNode;
  testId?: string;
  children: React.ReactNode;
}

/** A part of the page, under its heading. */
export function Section({ id, title, note, controls, testId, children }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const titleId = useId();
  return (
    <section
      id={id}
      tabIndex={id === undefined ? undefined : -1}
      aria-labelledby={titleId}
      className={styles.section}
      data-testid={testId}
    >
      <div className={styles.head}>
        <h2 id={titleId} className={styles.title}>
          {title}
        </h2>
        {controls && <div className={styles.controls}>{controls}</div>}
      </div>
      {note !== undefined && <p className={styles.note}>{note}</p>}
      {children}
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  section: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1.5),
    minWidth: 0,
    scrollMarginTop: `calc(${STICKY_TOP} + ${theme.spacing(1)})`,
    // Led to by a link, not by Tab: the link says where one is.
    '&:focus': { outline: 'none' },
  }),
  head: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    justifyContent: 'space-between',
    gap: theme.spacing(1, 2),
  }),
  title: css({ ...theme.typography.h4, margin: 0 }),
  controls: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
  note: css({ margin: 0, maxWidth: '90ch', color: theme.colors.text.secondary }),
});
