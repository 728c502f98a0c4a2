import type { StandardEditorProps } from '@grafana/data';
import { Combobox } from '@grafana/ui';
import React from 'react';

import { t } from '../i18n/t';
import { listTekton } from '../shared/dataSources';

/** Choice among the Tekton data sources; none chosen means the only one. */
export function DataSourceOption({ value, onChange, id }: StandardEditorProps<string | undefined>): React.ReactElement {
  return (
    <Combobox
      id={id}
      isClearable
      value={value ?? null}
      options={listTekton().map(({ uid, name }) => ({ value: uid, label: name }))}
      placeholder={t('panel.options.data-source-hint', 'The only one there is')}
      onChange={(option) => onChange(option?.value)}
    />
  );
}
