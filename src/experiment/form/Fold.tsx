import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { CollapsableSection, useStyles2 } from '@grafana/ui';
import React, { useState } from 'react';

interface Props {
  title: string;
  /** What stands in it, in a line; an empty part is left out. */
  says: Array<string | undefined>;
  /** Open from the beginning, or since something in it needs attention. */
  open?: boolean;
  children: React.ReactNode;
}

/** A part of the form that is settled: folded, with what it holds said in a line. */
export function Fold({ title, says, open = false, children }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const [opened, setOpened] = useState<boolean>();
  const summary = says.filter(Boolean).join(' · ');
  return (
    <div className={styles.fold}>
      <CollapsableSection
        label={
          <span className={styles.label}>
            {title}
            {summary && <span className={styles.says}>{summary}</span>}
          </span>
        }
        isOpen={opened ?? open}
        onToggle={setOpened}
        contentClassName={styles.content}
      >
        {children}
      </CollapsableSection>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  fold: css({ borderTop: `1px solid ${theme.colors.border.weak}`, minWidth: 0 }),
  label: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    columnGap: theme.spacing(1),
    minWidth: 0,
    fontSize: theme.typography.body.fontSize,
    fontWeight: theme.typography.fontWeightMedium,
  }),
  says: css({
    color: theme.colors.text.secondary,
    fontWeight: theme.typography.fontWeightRegular,
    overflowWrap: 'anywhere',
    minWidth: 0,
  }),
  content: css({ display: 'grid', gap: theme.spacing(2), padding: theme.spacing(1, 0, 2) }),
});
