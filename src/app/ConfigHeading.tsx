import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Text, useStyles2 } from '@grafana/ui';
import React from 'react';

/** Heading of a section: second level below the plugin's name, fourth in size. */
export function ConfigHeading({ id, children }: { id: string; children: string }): React.ReactElement {
  const styles = useStyles2(getStyles);
  return (
    <div id={id} className={styles.heading}>
      <Text element="h2" variant="h4">
        {children}
      </Text>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({ heading: css({ margin: theme.spacing(1, 0) }) });
