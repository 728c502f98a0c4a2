import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

interface Props {
  /** Label and value; what has no value is left out. */
  facts: Array<[string, React.ReactNode]>;
}

const known = (facts: Props['facts']): Props['facts'] =>
  facts.filter(([, value]) => value !== undefined && value !== '');

/** Short facts side by side, each under its name. */
export function RunFacts({ facts }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  return (
    <dl className={styles.list}>
      {known(facts).map(([label, value]) => (
        <div key={label} className={styles.fact}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface FactLineProps extends Props {
  /** Facts that are folded until someone opens them. */
  more: Props['facts'];
}

/** The facts that people look for in one line, the others behind it. */
export function FactLine({ facts, more }: FactLineProps): React.ReactElement {
  const styles = useStyles2(getStyles);
  return (
    <details className={styles.line}>
      <summary>
        {known(facts).map(([label, value]) => (
          <span key={label} className={styles.told}>
            <span className={styles.label}>{label}</span> {value}
          </span>
        ))}
      </summary>
      <RunFacts facts={more} />
    </details>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({
    minWidth: 0,
    '& > summary': { cursor: 'pointer', overflowWrap: 'anywhere', fontVariantNumeric: 'tabular-nums' },
    '&[open] > summary': { marginBottom: theme.spacing(1) },
  }),
  told: css({ marginRight: theme.spacing(2) }),
  label: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  list: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(176px, 45%), 1fr))',
    gap: theme.spacing(1.5, 2),
    margin: 0,
  }),
  fact: css({
    minWidth: 0,
    '& dt': {
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
      fontWeight: theme.typography.fontWeightRegular,
    },
    '& dd': { margin: 0, overflowWrap: 'anywhere', fontVariantNumeric: 'tabular-nums' },
  }),
});
