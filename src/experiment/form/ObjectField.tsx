import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, IconButton, Input, useStyles2 } from '@grafana/ui';
import React, { useId } from 'react';
import { t } from '../../i18n/t';

type Entry = { key: string; value: string };

interface Props {
  name: string;
  entries: Entry[];
  /** Keys that the Pipeline declares: they cannot be renamed or removed. */
  properties: string[];
  onChange: (entries: Entry[]) => void;
}

/** Editor of an object param. */
export function ObjectField({ name, entries, properties, onChange }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  // Field hands its own id to every input inside that has none.
  const id = useId();
  const set = (index: number, change: Partial<Entry>) =>
    onChange(entries.map((entry, i) => (i === index ? { ...entry, ...change } : entry)));
  return (
    <div className={styles.list} role="group" aria-label={name}>
      {entries.map((entry, i) => {
        const declared = properties.includes(entry.key);
        return (
          <div key={declared ? entry.key : i} className={styles.row}>
            {declared ? (
              <span className={styles.key} aria-hidden>
                {entry.key}
              </span>
            ) : (
              <Input
                id={`${id}-${i}-key`}
                aria-label={t('experiment.object.key', '{{name}}, key {{number}}', { name, number: i + 1 })}
                value={entry.key}
                onChange={(event) => set(i, { key: event.currentTarget.value })}
              />
            )}
            <Input
              id={`${id}-${i}-value`}
              aria-label={t('experiment.object.value', '{{name}}, {{key}}', { name, key: entry.key || i + 1 })}
              value={entry.value}
              onChange={(event) => set(i, { value: event.currentTarget.value })}
            />
            {!declared && (
              <IconButton
                name="trash-alt"
                tooltip={t('experiment.object.remove', 'Remove {{key}}', { key: entry.key || i + 1 })}
                onClick={() => onChange(entries.filter((_, other) => other !== i))}
              />
            )}
          </div>
        );
      })}
      {properties.length === 0 && (
        <Button
          type="button"
          size="sm"
          variant="secondary"
          icon="plus"
          className={styles.add}
          aria-label={t('experiment.object.add-to', 'Add key to {{name}}', { name })}
          onClick={() => onChange([...entries, { key: '', value: '' }])}
        >
          {t('experiment.object.add', 'Add key')}
        </Button>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ display: 'grid', gap: theme.spacing(0.5) }),
  row: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(80px, 1fr) 2fr auto',
    gap: theme.spacing(1),
    alignItems: 'center',
  }),
  key: css({ overflowWrap: 'anywhere', fontFamily: theme.typography.fontFamilyMonospace }),
  add: css({ justifySelf: 'start' }),
});
