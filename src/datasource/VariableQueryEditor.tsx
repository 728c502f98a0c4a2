import { Combobox, InlineField, InlineFieldRow, type ComboboxOption } from '@grafana/ui';
import React, { useId } from 'react';

import { t } from '../i18n/t';

import type { EditorProps } from './editorProps';
import { TextField } from './QueryEditor';
import type { TektonVariableQuery } from './types';

type Kind = TektonVariableQuery['kind'];

export function VariableQueryEditor({ query, onChange }: EditorProps<TektonVariableQuery>): React.ReactElement {
  const id = useId();
  const {
    kind = 'namespaces',
    namespace,
    experiment,
  } = query as { kind?: Kind; namespace?: string; experiment?: string };
  const change = (part: { kind?: Kind; namespace?: string; experiment?: string }) =>
    onChange(variableQuery({ kind, namespace, experiment, ...part }, query.refId));
  return (
    <InlineFieldRow>
      <InlineField label={t('datasource.variable.kind', 'Values')} labelWidth={14} htmlFor={`${id}-kind`}>
        <Combobox<Kind>
          id={`${id}-kind`}
          width={30}
          options={kinds()}
          value={kind}
          onChange={({ value }) => change({ kind: value })}
        />
      </InlineField>
      {kind !== 'namespaces' && (
        <TextField
          id={`${id}-namespace`}
          label={t('datasource.query.namespace', 'Namespace')}
          value={namespace}
          placeholder={t('datasource.query.any', 'any')}
          onSave={(value) => change({ namespace: value })}
        />
      )}
      {kind === 'runs' && (
        <TextField
          id={`${id}-experiment`}
          label={t('datasource.query.experiment', 'Experiment')}
          value={experiment}
          placeholder={t('datasource.query.any', 'any')}
          onSave={(value) => change({ experiment: value })}
        />
      )}
    </InlineFieldRow>
  );
}

function kinds(): Array<ComboboxOption<Kind>> {
  return [
    { value: 'namespaces', label: t('datasource.variable.namespaces', 'Namespaces') },
    { value: 'pipelines', label: t('datasource.variable.pipelines', 'Pipelines') },
    { value: 'experiments', label: t('datasource.variable.experiments', 'Experiments') },
    { value: 'runs', label: t('datasource.variable.runs', 'Runs') },
  ];
}

interface Parts {
  kind: Kind;
  namespace?: string;
  experiment?: string;
}

function variableQuery({ kind, namespace, experiment }: Parts, refId = 'variable'): TektonVariableQuery {
  switch (kind) {
    case 'namespaces':
      return { refId, kind };
    case 'pipelines':
    case 'experiments':
      return { refId, kind, namespace };
    case 'runs':
      return { refId, kind, namespace, experiment };
  }
}
