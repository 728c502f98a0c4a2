import type { DataSourceInstanceSettings } from '@grafana/data';
import { Combobox, Field } from '@grafana/ui';
import React from 'react';

import { t } from '../i18n/t';

interface Props {
  id: string;
  label: string;
  description: string;
  list: DataSourceInstanceSettings[];
  /** Uid; empty: not chosen. */
  value: string;
  onChange: (uid: string) => void;
}

/** Chooses one of the data sources of a kind, or leaves the choice to the app. */
export function DataSourceField({ id, label, description, list, value, onChange }: Props): React.ReactElement {
  const gone = value !== '' && !list.some((ds) => ds.uid === value);
  const options = list.map((ds) => ({ value: ds.uid, label: ds.name, description: ds.type }));
  return (
    <Field
      label={label}
      description={description}
      htmlFor={id}
      invalid={gone || list.length === 0}
      error={
        gone
          ? t('config.sources.gone', 'The chosen data source no longer exists.')
          : t('config.sources.none', 'There is no data source of this kind yet. Add one under Connections.')
      }
    >
      <Combobox
        id={id}
        aria-label={label}
        width={40}
        isClearable
        options={gone ? [...options, { value, label: value }] : options}
        value={value || null}
        placeholder={t('config.sources.auto', 'The only one there is')}
        onChange={(option) => onChange(option?.value ?? '')}
      />
    </Field>
  );
}
