import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, Button, ClipboardButton, Field, TextArea, useStyles2 } from '@grafana/ui';
import React, { useState } from 'react';

import { formatGate, parseGate, type ChosenGates } from '../../domain/comparison/gates';
import { t } from '../../i18n/t';
import { testIds } from '../../shared/testIds';
import { sourceText } from '../../domain/comparison/gateText';

interface Props {
  gates: ChosenGates;
  experiment: string | undefined;
  /** Texts of gates that hold on this page; undefined goes back to what is provisioned. */
  onGates: (texts: string[] | undefined) => void;
}

/** The gates as text, one a line: tried on this page, then taken into the provisioning as code. */
export function GateEditor({ gates, experiment, onGates }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const inForce = [...gates.gates.map(formatGate), ...gates.rejected].join('\n');
  const [typed, setTyped] = useState<{ from: string; text: string }>();
  // What was typed over other gates than those in force is old.
  const text = typed?.from === inForce ? typed.text : inForce;
  const lines = linesOf(text);
  const wrong = lines.filter((line) => parseGate(line) === undefined);
  return (
    <details className={styles.box} data-testid={testIds.compare.gates}>
      <summary>
        {t('pages.compare.gates.edit', 'Edit gates')}{' '}
        <span className={styles.quiet}>({sourceText(gates.source, experiment)})</span>
      </summary>
      <div className={styles.body}>
        <Field
          noMargin
          label={t('pages.compare.gates.label', 'Gates, one a line')}
          description={t(
            'pages.compare.gates.help',
            '<figure>:<change against the baseline>:<fail or flag>. A change with % is a share of the baseline, without it in the figure’s unit.'
          )}
          invalid={wrong.length > 0}
          error={
            wrong.length > 0
              ? t('pages.compare.gates.wrong', 'No gate: {{lines}}', { lines: wrong.join(', ') })
              : undefined
          }
        >
          <TextArea
            rows={Math.max(4, lines.length + 1)}
            value={text}
            spellCheck={false}
            onChange={(event) => setTyped({ from: inForce, text: event.currentTarget.value })}
          />
        </Field>
        <div className={styles.buttons}>
          <Button size="sm" disabled={wrong.length > 0 || text === inForce} onClick={() => onGates(lines)}>
            {t('pages.compare.gates.apply', 'Use on this page')}
          </Button>
          {gates.source === 'page' && (
            <Button size="sm" variant="secondary" onClick={() => onGates(undefined)}>
              {t('pages.compare.gates.reset', 'Back to the provisioned ones')}
            </Button>
          )}
          <ClipboardButton size="sm" variant="secondary" icon="copy" getText={() => asProvisioning(lines, experiment)}>
            {t('pages.compare.gates.copy', 'Copy as provisioning')}
          </ClipboardButton>
        </div>
      </div>
    </details>
  );
}

/** Gates of the provisioning that are none are said, wherever gates are used. */
export function RejectedGates({ gates }: { gates: ChosenGates }): React.ReactElement | null {
  return gates.rejected.length === 0 ? null : (
    <Alert severity="warning" title={t('pages.compare.gates.rejected', 'Not all gates can be read')}>
      {t('pages.compare.gates.rejected-text', 'These do not hold: {{lines}}. A gate reads like ttft-p99:+10%:fail.', {
        lines: gates.rejected.join(', '),
      })}
    </Alert>
  );
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Lines for `jsonData` of the app in Grafana's provisioning. */
export function asProvisioning(lines: readonly string[], experiment: string | undefined): string {
  const list = (indent: string) => lines.map((line) => `${indent}- ${JSON.stringify(line)}`).join('\n');
  return experiment === undefined
    ? `gates:\n  default:\n${list('    ')}\n`
    : `gates:\n  experiments:\n    ${JSON.stringify(experiment)}:\n${list('      ')}\n`;
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({ '& summary': { cursor: 'pointer' } }),
  body: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1.5),
    maxWidth: 640,
    padding: theme.spacing(1.5, 0),
    '& textarea': { fontFamily: theme.typography.fontFamilyMonospace },
  }),
  buttons: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
  quiet: css({ color: theme.colors.text.secondary }),
});
