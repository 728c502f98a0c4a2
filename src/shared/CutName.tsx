import { css } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

/** Characters at the end that stay: a mode and what Kubernetes makes up. */
const KEPT = 12;
/** Shorter names have room everywhere. */
const LONG = 2 * KEPT;

/**
 * A name that loses its middle where there is no room: names of runs, pods and nodes begin alike and are told apart by their
 * ends. A link around it says the whole name as its label.
 */
export function CutName({ name }: { name: string }): React.ReactElement {
  const styles = useStyles2(getStyles);
  const characters = [...name];
  if (characters.length <= LONG) {
    return (
      <bdi className={styles.short} title={name}>
        {name}
      </bdi>
    );
  }
  return (
    <bdi className={styles.long} title={name}>
      <span className={styles.begin}>{characters.slice(0, -KEPT).join('')}</span>
      <span className={styles.end}>{characters.slice(-KEPT).join('')}</span>
    </bdi>
  );
}

const getStyles = () => {
  const line = { overflow: 'hidden', whiteSpace: 'nowrap' } as const;
  return {
    short: css({ ...line, display: 'inline-block', maxWidth: '100%', textOverflow: 'ellipsis', verticalAlign: 'bottom' }),
    long: css({ ...line, display: 'inline-flex', maxWidth: '100%', minWidth: 0, verticalAlign: 'bottom' }),
    begin: css({ ...line, flex: '0 1 auto', minWidth: '3ch', textOverflow: 'ellipsis' }),
    end: css({ ...line, flex: 'none', maxWidth: '100%' }),
  };
};
