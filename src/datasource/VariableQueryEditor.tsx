import { Combobox, InlineField, InlineFieldRow, type ComboboxOption } from '@grafana/ui';
import React, { useId } from 'react';

import { t } from '../i18n/t';

import { RUN_FACTS, type RunFact } from '../domain/shownRun';
import type { EditorProps } from './editorProps';
import { TextField } from './QueryEditor';
import type { TektonVariableQuery } from './types';

type Kind = TektonVariableQuery['kind'];

export function VariableQueryEditor({ query, onChange }: EditorProps<TektonVariableQuery>): React.ReactElement {
  const id = useId();
  const { kind = 'namespaces', namespace, experiment, run, fact } = query as Partial<Parts>;
  const change = (part: Partial<Parts>) =>
    onChange(variableQuery({ kind, namespace, experiment, run, fact, ...part }, query.refId));
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
      {(kind === 'pipelines' || kind === 'experiments' || kind === 'runs') && (
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
      {kind === 'runFact' && (
        <>
          <TextField
            id={`${id}-run`}
            label={t('datasource.variable.run', 'Run')}
            value={run}
            placeholder="$run"
            onSave={(value) => change({ run: value })}
          />
          <InlineField label={t('datasource.variable.fact', 'Of it')} labelWidth={14} htmlFor={`${id}-fact`}>
            <Combobox<RunFact>
              id={`${id}-fact`}
              width={20}
              options={RUN_FACTS.map((value) => ({ value, label: value }))}
              value={fact ?? 'name'}
              onChange={({ value }) => change({ fact: value })}
            />
          </InlineField>
        </>
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
    { value: 'shownRuns', label: t('datasource.variable.shown-runs', 'Runs that a dashboard can show') },
    { value: 'runFact', label: t('datasource.variable.run-fact', 'One thing of a run') },
  ];
}

interface Parts {
  kind: Kind;
  namespace?: string;
  experiment?: string;
  run?: string;
  fact?: RunFact;
}

function variableQuery(
  { kind, namespace, experiment, run = '', fact = 'name' }: Parts,
  refId = 'variable'
): TektonVariableQuery {
  switch (kind) {
    case 'namespaces':
      return { refId, kind };
    case 'pipelines':
    case 'experiments':
      return { refId, kind, namespace };
    case 'runs':
      return { refId, kind, namespace, experiment };
    case 'shownRuns':
      return { refId, kind };
    case 'runFact':
      return { refId, kind, run, fact };
  }
}
