import { Alert, Button, Field, Input, Stack } from '@grafana/ui';
import React from 'react';

import { t } from '../i18n/t';
import type { ClusterSettings } from '../shared/appSettings';
import { listPrometheus, listTekton } from '../shared/dataSources';
import { DataSourceField } from './DataSourceField';

interface Props {
  values: readonly ClusterSettings[];
  isWrong: boolean;
  onChange: (clusters: ClusterSettings[]) => void;
}

/** Several clusters: a name and two data sources each. With none, the data sources above are used. */
export function ClusterFields({ values, isWrong, onChange }: Props): React.ReactElement {
  const change = (index: number, part: Partial<ClusterSettings>) =>
    onChange(values.map((one, i) => (i === index ? { ...one, ...part } : one)));
  return (
    <Stack direction="column" gap={2}>
      {values.map((cluster, i) => (
        <fieldset key={i} aria-label={t('config.clusters.one', 'Cluster {{number}}', { number: i + 1 })}>
          <Field label={t('config.clusters.name', 'Name')} htmlFor={`wva-config-cluster-${i}`}>
            <Input
              id={`wva-config-cluster-${i}`}
              width={40}
              value={cluster.name}
              onChange={(event) => change(i, { name: event.currentTarget.value })}
            />
          </Field>
          <DataSourceField
            id={`wva-config-cluster-${i}-prometheus`}
            label={t('config.clusters.prometheus', 'Prometheus of {{name}}', { name: cluster.name })}
            description=""
            list={listPrometheus()}
            value={cluster.prometheusUid}
            onChange={(prometheusUid) => change(i, { prometheusUid })}
          />
          <DataSourceField
            id={`wva-config-cluster-${i}-tekton`}
            label={t('config.clusters.tekton', 'Tekton experiments of {{name}}', { name: cluster.name })}
            description=""
            list={listTekton()}
            value={cluster.tektonUid}
            onChange={(tektonUid) => change(i, { tektonUid })}
          />
          <Button
            type="button"
            variant="secondary"
            icon="trash-alt"
            onClick={() => onChange(values.filter((_, j) => j !== i))}
          >
            {t('config.clusters.remove', 'Remove {{name}}', { name: cluster.name })}
          </Button>
        </fieldset>
      ))}
      {isWrong && (
        <Alert
          severity="warning"
          title={t(
            'config.clusters.wrong',
            'Each cluster needs a name of its own (letters, digits, hyphens, dots) and both data sources.'
          )}
        />
      )}
      <div>
        <Button
          type="button"
          variant="secondary"
          icon="plus"
          onClick={() => onChange([...values, { name: '', tektonUid: '', prometheusUid: '' }])}
        >
          {t('config.clusters.add', 'Add a cluster')}
        </Button>
      </div>
    </Stack>
  );
}
