import { Input, Text } from '@grafana/ui';
import React, { useCallback } from 'react';

import type { TektonApi } from '../datasource/types';
import { THRESHOLD_NAMES, type ThresholdName } from '../domain/thresholds';
import { effectiveThresholds } from '../domain/variant';
import { t } from '../i18n/t';
import { chooseTekton, getDataSourceInstance } from '../shared/dataSources';
import { messageOf } from '../shared/errors';
import { ScrollTable } from '../shared/ScrollTable';
import { useLoad } from '../shared/useLoad';
import type { DraftErrors } from './configDraft';
import { findThresholds, type FoundThresholds } from '../kube/foundThresholds';

interface Props {
  tektonUid: string;
  namespace: string;
  /** As typed; empty: not set by hand. */
  values: Record<ThresholdName, string>;
  errors: DraftErrors;
  onChange: (values: Record<ThresholdName, string>) => void;
}

const TYPING_PAUSE_MS = 300;

type Search = { kind: 'loading' } | { kind: 'no-source' } | { kind: 'failed'; reason: string } | FoundThresholds;

/** WVA's thresholds: what its ConfigMap says, what is set by hand, and which of them the charts use. */
export function ThresholdFields({ tektonUid, namespace, values, errors, onChange }: Props): React.ReactElement {
  const search = useFoundThresholds(tektonUid, namespace);
  const found = search.kind === 'found' ? search.thresholds : {};
  const typed = Object.fromEntries(
    THRESHOLD_NAMES.filter((name) => values[name].trim() !== '' && Number.isFinite(Number(values[name]))).map(
      (name) => [name, Number(values[name])]
    )
  );
  const inForce = effectiveThresholds(
    { values: found, source: t('config.thresholds.config-map', 'ConfigMap') },
    { values: typed, source: t('config.thresholds.by-hand', 'set by hand') }
  );
  return (
    <>
      <Text color="secondary" element="p">
        {searchText(search)}
      </Text>
      <ScrollTable label={t('config.thresholds.title', 'Thresholds')}>
        <thead>
          <tr>
            <th scope="col">{t('config.thresholds.name', 'Threshold')}</th>
            <th scope="col">{t('config.thresholds.found', 'Found')}</th>
            <th scope="col">{t('config.thresholds.own', 'Set by hand')}</th>
            <th scope="col">{t('config.thresholds.in-force', 'In force')}</th>
          </tr>
        </thead>
        <tbody>
          {THRESHOLD_NAMES.map((name) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{found[name] ?? '–'}</td>
              <td>
                <Input
                  width={12}
                  inputMode="decimal"
                  aria-label={t('config.thresholds.own-label', '{{name}}, set by hand', { name })}
                  aria-invalid={errors[name] !== undefined}
                  invalid={errors[name] !== undefined}
                  value={values[name]}
                  onChange={(event) => onChange({ ...values, [name]: event.currentTarget.value })}
                />
                {errors[name] !== undefined && (
                  <Text color="error" element="p">
                    {t('config.thresholds.invalid', 'A share from 0 to 1; a queue from 0 on.')}
                  </Text>
                )}
              </td>
              <td>
                {inForce.values[name]} <Text color="secondary">({inForce.sources[name]})</Text>
              </td>
            </tr>
          ))}
        </tbody>
      </ScrollTable>
      {inForce.rejected.length > 0 && (
        <Text color="warning" element="p">
          {t(
            'config.thresholds.rejected',
            'A trigger must be below its threshold: the defaults are used for {{names}}.',
            {
              names: inForce.rejected.join(', '),
            }
          )}
        </Text>
      )}
    </>
  );
}

function searchText(search: Search): string {
  switch (search.kind) {
    case 'loading':
      return t('config.thresholds.loading', 'Reading WVA’s ConfigMap…');
    case 'no-source':
      return t(
        'config.thresholds.no-source',
        'Without a Tekton data source WVA’s ConfigMap cannot be read: WVA’s defaults are used.'
      );
    case 'failed':
      return t('config.thresholds.failed', 'WVA’s ConfigMap was not read: {{reason}}', {
        reason: search.reason,
      });
    case 'absent':
      return t(
        'config.thresholds.absent',
        'No ConfigMap {{from}}, or the token may not read it: WVA’s defaults are used.',
        {
          from: search.from,
        }
      );
    case 'broken':
      return t('config.thresholds.broken', 'The ConfigMap {{from}} cannot be used: {{reason}}', {
        from: search.from,
        reason: search.reason,
      });
    case 'found':
      return t('config.thresholds.source', 'Found in the ConfigMap {{from}}.', { from: search.from });
  }
}

/** Reads the ConfigMap again when data source or namespace change; what is typed is waited for a moment. */
function useFoundThresholds(tektonUid: string, namespace: string): Search {
  const load = useCallback(
    async (signal: AbortSignal): Promise<Search> => {
      await new Promise((resolve) => setTimeout(resolve, TYPING_PAUSE_MS));
      const choice = chooseTekton({ tektonUid: tektonUid || undefined });
      if (signal.aborted || choice.kind !== 'found' || namespace.trim() === '') {
        return { kind: 'no-source' };
      }
      const api = await getDataSourceInstance<TektonApi>(choice.uid);
      return findThresholds(api, namespace.trim(), signal);
    },
    [tektonUid, namespace]
  );
  const { value, error } = useLoad(load);
  return error === undefined ? (value ?? { kind: 'loading' }) : { kind: 'failed', reason: messageOf(error) };
}
