import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import type { LoadStepSummary } from '../../../domain/analysis/runLogs';
import { printedSteps, printedTitle } from '../../../guidellm/printedSteps';
import { t } from '../../../i18n/t';
import { ScrollTable } from '../../../shared/ScrollTable';

/** GuideLLM's own summary of each load step, as the run's record keeps it. */
export function PrintedSteps({ load }: { load?: readonly LoadStepSummary[] }): React.ReactElement | null {
  const styles = useStyles2(getStyles);
  const table = printedSteps(load);
  if (table === undefined) {
    return null;
  }
  return (
    <div>
      <h3 className={styles.heading}>{printedTitle()}</h3>
      <p className={styles.quiet}>
        {t(
          'pages.run.client.printed',
          'GuideLLM’s output at the end of each load step, from the log of its pod: rounded to a tenth, latencies of completed requests.'
        )}
      </p>
      <ScrollTable label={printedTitle()} look="plain" className={styles.table}>
        <thead>
          <tr>
            {table.head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(([step, ...cells], row) => (
            <tr key={row}>
              <th scope="row">{step}</th>
              {cells.map((cell, i) => (
                <td key={i}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </ScrollTable>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  heading: css({ ...theme.typography.h5, margin: theme.spacing(0, 0, 0.5) }),
  quiet: css({ color: theme.colors.text.secondary, margin: theme.spacing(0, 0, 1) }),
  table: css({
    '& th, & td': { textAlign: 'right', whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' },
    '& th:first-child, & td:last-child, & th:last-child': { textAlign: 'left' },
  }),
});
