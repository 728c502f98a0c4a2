import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import type { LoadStep } from '../../domain/loadProfile';
import { PARAMS } from '../../domain/params';
import type { NamedValue } from '../../domain/run';
import { t } from '../../i18n/t';
import { LoadStepsTable } from './LoadStepsTable';
import { blockTitle, shownValue, type ShownValue } from './shownValue';

interface Props {
  label: string;
  values: NamedValue[];
  /** What a name means, to stand before it. */
  words?: (name: string) => string;
  /** The load of the run, in place of the text of its steps. */
  steps?: readonly LoadStep[];
  /** Said when there are none. */
  none: string;
}

/** Params or results, each with its value as text. */
export function Values({ label, values, words, steps, none }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  if (values.length === 0) {
    return <p className={styles.quiet}>{none}</p>;
  }
  return (
    <table className={styles.table} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{t('pages.run.values.name', 'Name')}</th>
          <th scope="col">{t('pages.run.values.value', 'Value')}</th>
        </tr>
      </thead>
      <tbody>
        {values.map(({ name, value }) => (
          <tr key={name}>
            <th scope="row">
              <Name name={name} words={words?.(name)} />
            </th>
            <td>
              {name === PARAMS.loadSteps && steps && steps.length > 0 ? (
                <LoadStepsTable steps={steps} />
              ) : (
                <Value shown={shownValue(value)} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Name({ name, words }: { name: string; words?: string }): React.ReactElement {
  const styles = useStyles2(getStyles);
  return words === undefined || words.toLowerCase() === name.toLowerCase() ? (
    <>{words ?? name}</>
  ) : (
    <>
      {words} <code className={styles.name}>{name}</code>
    </>
  );
}

function Value({ shown }: { shown: ShownValue }): React.ReactElement {
  const styles = useStyles2(getStyles);
  switch (shown.kind) {
    case 'empty':
      return <span className={styles.quiet}>{t('pages.run.values.empty', 'empty')}</span>;
    case 'plain':
      return <code className={styles.code}>{shown.text}</code>;
    case 'block':
      return <Block text={shown.text} />;
    case 'list':
      return (
        <ol className={styles.list}>
          {shown.items.map((item, i) => (
            <li key={i}>
              <Value shown={item} />
            </li>
          ))}
        </ol>
      );
    case 'entries':
      return (
        <dl className={styles.entries}>
          {shown.entries.map(({ key, value }) => (
            <React.Fragment key={key}>
              <dt>{key}</dt>
              <dd>
                <Value shown={value} />
              </dd>
            </React.Fragment>
          ))}
        </dl>
      );
  }
}

/** Lines that are shown at once; longer blocks begin folded. */
const OPEN_LINES = 12;

function Block({ text }: { text: string }): React.ReactElement {
  const styles = useStyles2(getStyles);
  const lines = text.split('\n').length;
  const title = blockTitle(text) ?? text.split('\n')[0];
  return (
    <details open={lines <= OPEN_LINES} className={styles.block}>
      <summary>
        {title}{' '}
        <span className={styles.quiet}>
          {t('pages.run.values.lines', '{{count}} lines', { count: lines, defaultValue_one: '{{count}} line' })}
        </span>
      </summary>
      <pre className={styles.pre} tabIndex={0}>
        {text}
      </pre>
    </details>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  table: css({
    width: '100%',
    tableLayout: 'fixed',
    '& th, & td': {
      padding: theme.spacing(0.75, 1),
      borderBottom: `1px solid ${theme.colors.border.weak}`,
      textAlign: 'left',
      verticalAlign: 'top',
      overflowWrap: 'break-word',
    },
    '& th:first-of-type': { width: 'clamp(110px, 30%, 260px)' },
    '& th': { fontWeight: theme.typography.fontWeightMedium },
    '& thead th': { color: theme.colors.text.secondary },
  }),
  name: css({
    display: 'block',
    padding: 0,
    background: 'none',
    border: 0,
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontWeight: theme.typography.fontWeightRegular,
  }),
  quiet: css({ color: theme.colors.text.secondary }),
  code: css({ padding: 0, background: 'none', border: 0, color: 'inherit', whiteSpace: 'pre-wrap' }),
  list: css({ margin: 0, paddingLeft: theme.spacing(3) }),
  entries: css({ margin: 0, '& dd': { marginLeft: theme.spacing(2) } }),
  block: css({
    '& summary': { cursor: 'pointer', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  }),
  pre: css({
    margin: 0,
    maxHeight: 420,
    overflow: 'auto',
    whiteSpace: 'pre',
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
