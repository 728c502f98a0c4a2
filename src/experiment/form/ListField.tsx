import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, IconButton, Input, Pagination, TextArea, useStyles2 } from '@grafana/ui';
import React, { useId, useState } from 'react';
import { t } from '../../i18n/t';

interface Props {
  /** Name of the param, for the labels of its parts. */
  name: string;
  items: Array<{ value: string }>;
  onChange: (items: Array<{ value: string }>) => void;
}

const PAGE = 25;

/** Editor of an array param. */
export function ListField({ name, items, onChange }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  // Field hands its own id to every input inside that has none.
  const id = useId();
  const [page, setPage] = useState(1);
  const pages = Math.max(1, Math.ceil(items.length / PAGE));
  const shown = Math.min(page, pages);
  const from = (shown - 1) * PAGE;
  const set = (index: number, value: string) => onChange(items.map((item, i) => (i === index ? { value } : item)));
  return (
    <div className={styles.list} role="group" aria-label={name}>
      {items.slice(from, from + PAGE).map((item, i) => {
        const index = from + i;
        const label = t('experiment.list.item', '{{name}}, item {{number}}', { name, number: index + 1 });
        return (
          <div key={index} className={styles.row}>
            {item.value.includes('\n') ? (
              <TextArea
                id={`${id}-${index}`}
                aria-label={label}
                rows={4}
                value={item.value}
                onChange={(event) => set(index, event.currentTarget.value)}
              />
            ) : (
              <Input
                id={`${id}-${index}`}
                aria-label={label}
                value={item.value}
                onChange={(event) => set(index, event.currentTarget.value)}
              />
            )}
            <IconButton
              name="trash-alt"
              tooltip={t('experiment.list.remove', 'Remove {{label}}', { label })}
              onClick={() => onChange(items.filter((_, other) => other !== index))}
            />
          </div>
        );
      })}
      <div className={styles.foot}>
        <Button
          type="button"
          size="sm"
          variant="secondary"
          icon="plus"
          aria-label={t('experiment.list.add-to', 'Add item to {{name}}', { name })}
          onClick={() => {
            onChange([...items, { value: '' }]);
            setPage(Math.ceil((items.length + 1) / PAGE));
          }}
        >
          {t('experiment.list.add', 'Add item')}
        </Button>
        {pages > 1 && <Pagination currentPage={shown} numberOfPages={pages} onNavigate={setPage} />}
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ display: 'grid', gap: theme.spacing(0.5) }),
  row: css({ display: 'flex', gap: theme.spacing(1), alignItems: 'center' }),
  foot: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(2), alignItems: 'center' }),
});
