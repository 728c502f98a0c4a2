import { Combobox, InlineField, InlineFieldRow, Input, type ComboboxOption } from '@grafana/ui';
import React, { useId } from 'react';

import { t } from '../i18n/t';

import type { EditorProps } from './editorProps';
import { DEFAULT_LIMIT, MAX_LIMIT } from './queries';
import type { TektonQuery } from './types';

type QueryType = TektonQuery['queryType'];

const LABEL_WIDTH = 14;

/** Also the editor of annotation queries, which are always about runs. */
export function QueryEditor({ query, onChange, onRunQuery, datasource }: EditorProps): React.ReactElement {
  const id = useId();
  const queryType = query.queryType ?? 'runs';
  const change = (part: object) => {
    onChange(withType({ ...query, ...part }, queryType));
    onRunQuery();
  };
  return (
    <>
      <InlineFieldRow>
        <InlineField label={t('datasource.query.type', 'Show')} labelWidth={LABEL_WIDTH} htmlFor={`${id}-type`}>
          <Combobox<QueryType>
            id={`${id}-type`}
            width={30}
            options={queryTypes()}
            value={queryType}
            onChange={({ value }) => {
              onChange(withType(query, value));
              onRunQuery();
            }}
          />
        </InlineField>
        <TextField
          id={`${id}-namespace`}
          label={t('datasource.query.namespace', 'Namespace')}
          value={query.namespace}
          placeholder={datasource?.namespaces.join(', ')}
          onSave={(namespace) => change({ namespace })}
        />
      </InlineFieldRow>
      {queryType === 'runs' ? (
        <RunFilters id={id} query={query} onSave={change} />
      ) : (
        <RunName id={id} query={query} onSave={change} />
      )}
    </>
  );
}

interface PartProps {
  id: string;
  query: TektonQuery;
  onSave: (part: object) => void;
}

function RunFilters({ id, query, onSave }: PartProps): React.ReactElement {
  const { pipeline, experiment, limit } = query as Extract<TektonQuery, { queryType: 'runs' }>;
  const any = t('datasource.query.any', 'any');
  return (
    <InlineFieldRow>
      <TextField
        id={`${id}-experiment`}
        label={t('datasource.query.experiment', 'Experiment')}
        value={experiment}
        placeholder={any}
        onSave={(value) => onSave({ experiment: value })}
      />
      <TextField
        id={`${id}-pipeline`}
        label={t('datasource.query.pipeline', 'Pipeline')}
        value={pipeline}
        placeholder={any}
        onSave={(value) => onSave({ pipeline: value })}
      />
      <TextField
        id={`${id}-limit`}
        label={t('datasource.query.limit', 'At most')}
        type="number"
        value={limit === undefined ? '' : String(limit)}
        placeholder={String(DEFAULT_LIMIT)}
        onSave={(value) => onSave({ limit: clampLimit(value) })}
      />
    </InlineFieldRow>
  );
}

function RunName({ id, query, onSave }: PartProps): React.ReactElement {
  const { name } = query as Extract<TektonQuery, { queryType: 'taskRuns' }>;
  return (
    <InlineFieldRow>
      <TextField
        id={`${id}-name`}
        label={t('datasource.query.run', 'Run')}
        value={name}
        placeholder="$run"
        onSave={(value) => onSave({ name: value ?? '' })}
      />
    </InlineFieldRow>
  );
}

interface TextFieldProps {
  id: string;
  label: string;
  value: string | undefined;
  placeholder?: string;
  type?: 'text' | 'number';
  onSave: (value: string | undefined) => void;
}

/** Saves when it is left, so a half-typed name is not asked for. */
export function TextField({
  id,
  label,
  value,
  placeholder,
  type = 'text',
  onSave,
}: TextFieldProps): React.ReactElement {
  return (
    <InlineField label={label} labelWidth={LABEL_WIDTH} htmlFor={id}>
      <Input
        id={id}
        key={value ?? ''}
        width={30}
        type={type}
        defaultValue={value ?? ''}
        placeholder={placeholder}
        onBlur={({ currentTarget }) => {
          const next = currentTarget.value.trim() || undefined;
          if (next !== (value || undefined)) {
            onSave(next);
          }
        }}
        onKeyDown={({ key, currentTarget }) => key === 'Enter' && currentTarget.blur()}
      />
    </InlineField>
  );
}

function queryTypes(): Array<ComboboxOption<QueryType>> {
  return [
    {
      value: 'runs',
      label: t('datasource.query.runs', 'Runs'),
      description: t('datasource.query.runs-what', 'A table of experiment runs in the time range'),
    },
    {
      value: 'taskRuns',
      label: t('datasource.query.task-runs', 'Tasks of a run'),
      description: t('datasource.query.task-runs-what', 'For a state timeline'),
    },
    {
      value: 'loadProfile',
      label: t('datasource.query.load', 'Planned load of a run'),
      description: t('datasource.query.load-what', 'Requests per second as a time series'),
    },
  ];
}

/** The query as one of its type: what belongs to another type is left behind. */
function withType(query: TektonQuery, queryType: QueryType): TektonQuery {
  const { refId, hide, datasource, key, namespace } = query;
  const base = {
    refId,
    ...(hide === undefined ? {} : { hide }),
    ...(datasource ? { datasource } : {}),
    ...(key ? { key } : {}),
  };
  if (queryType === 'runs') {
    const { pipeline, experiment, limit, unrecorded } = query as Extract<TektonQuery, { queryType: 'runs' }>;
    return { ...base, queryType, namespace, pipeline, experiment, limit, ...(unrecorded ? { unrecorded } : {}) };
  }
  const { name } = query as Extract<TektonQuery, { queryType: 'taskRuns' }>;
  return { ...base, queryType, namespace: namespace ?? '', name: name ?? '' };
}

function clampLimit(text: string | undefined): number | undefined {
  const number = Math.floor(Number(text ?? NaN));
  return Number.isFinite(number) ? Math.min(MAX_LIMIT, Math.max(1, number)) : undefined;
}
