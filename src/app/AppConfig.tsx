import type { AppPluginMeta, PluginConfigPageProps } from '@grafana/data';
import { Alert, Button, Field, Input, Stack } from '@grafana/ui';
import React, { useState } from 'react';

import { WVA_DEFAULTS } from '../constants';
import { t } from '../i18n/t';
import {
  DEFAULT_APP_SETTINGS,
  decodeAppSettings,
  keepSavedAppSettings,
  type AppJsonData,
  type AppSettings,
} from '../shared/appSettings';
import { listPrometheus, listTekton } from '../shared/dataSources';
import { ErrorNotice } from '../shared/ErrorNotice';
import { testIds } from '../shared/testIds';
import { fromDraft, toDraft, type ConfigDraft, type DraftErrors } from './configDraft';
import { ClusterFields } from './ClusterFields';
import { DataSourceField } from './DataSourceField';
import { DetectedFacts } from './DetectedFacts';
import { saveAppSettings } from './saveAppSettings';
import { LimitFields } from './LimitFields';
import { PriceFields } from './PriceFields';
import { ThresholdFields } from './ThresholdFields';
import { ConfigHeading } from './ConfigHeading';

type Outcome = { kind: 'idle' } | { kind: 'saving' } | { kind: 'saved'; at: Date } | { kind: 'failed'; error: unknown };

/** The app's configuration page. Nothing typed is lost: neither by an error nor by saving. */
export default function AppConfig({ plugin }: PluginConfigPageProps<AppPluginMeta<AppJsonData>>): React.ReactElement {
  const [saved, setSaved] = useState<AppSettings>(() => decodeAppSettings(plugin.meta.jsonData));
  const [draft, setDraft] = useState<ConfigDraft>(() => toDraft(saved));
  const [errors, setErrors] = useState<DraftErrors>({});
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'idle' });

  const change = (part: Partial<ConfigDraft>) => {
    setDraft((old) => ({ ...old, ...part }));
    setOutcome({ kind: 'idle' });
  };

  const save = async () => {
    const result = fromDraft(draft);
    if ('errors' in result) {
      setErrors(result.errors);
      return;
    }
    setErrors({});
    setOutcome({ kind: 'saving' });
    try {
      await saveAppSettings(plugin.meta, result.settings);
      keepSavedAppSettings(result.settings);
      setSaved(result.settings);
      setOutcome({ kind: 'saved', at: new Date() });
    } catch (error) {
      setOutcome({ kind: 'failed', error });
    }
  };

  const changed = JSON.stringify(draft) !== JSON.stringify(toDraft(saved));
  return (
    <form
      data-testid={testIds.config.form}
      aria-label={t('config.form', 'Configuration of the app')}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Stack direction="column" gap={3}>
        <section aria-labelledby="wva-config-sources">
          <ConfigHeading id="wva-config-sources">{t('config.sources.title', 'Data sources')}</ConfigHeading>
          <DataSourceField
            id="wva-config-prometheus"
            label={t('config.sources.prometheus', 'Prometheus')}
            description={t(
              'config.sources.prometheus-why',
              'Scrapes vLLM, WVA, the GPUs and kube-state-metrics. On OpenShift: Thanos Querier.'
            )}
            list={listPrometheus()}
            value={draft.prometheusUid}
            onChange={(prometheusUid) => change({ prometheusUid })}
          />
          <DataSourceField
            id="wva-config-tekton"
            label={t('config.sources.tekton', 'Tekton experiments')}
            description={t(
              'config.sources.tekton-why',
              'Lists, starts and follows experiment runs, and reads WVA’s ConfigMap.'
            )}
            list={listTekton()}
            value={draft.tektonUid}
            onChange={(tektonUid) => change({ tektonUid })}
          />
        </section>
        <section aria-labelledby="wva-config-clusters">
          <ConfigHeading id="wva-config-clusters">{t('config.clusters.title', 'Clusters')}</ConfigHeading>
          <p>
            {t(
              'config.clusters.why',
              'Only where there are several: each has two data sources of its own, and every page shows the one that is chosen.'
            )}
          </p>
          <Stack direction="column" gap={2}>
            <ClusterFields
              values={draft.clusters}
              isWrong={errors.clusters !== undefined}
              onChange={(clusters) => change({ clusters })}
            />
            <Field
              label={t('config.argo', 'Address of Argo CD')}
              description={t('config.argo-why', 'For links from the page of readiness to its Applications.')}
              htmlFor="wva-config-argo"
              invalid={errors.argoUrl !== undefined}
              error={t('config.argo-error', 'An address that begins with http:// or https://.')}
            >
              <Input
                id="wva-config-argo"
                width={40}
                placeholder="https://argocd.example.com"
                value={draft.argoUrl}
                onChange={(event) => change({ argoUrl: event.currentTarget.value })}
              />
            </Field>
          </Stack>
        </section>
        <DetectedFacts prometheusUid={draft.prometheusUid} />
        <section aria-labelledby="wva-config-autoscaler">
          <ConfigHeading id="wva-config-autoscaler">{t('config.autoscaler.title', 'Autoscaler')}</ConfigHeading>
          <Field
            label={t('config.autoscaler.namespace', 'Namespace')}
            description={t('config.autoscaler.namespace-why', 'Where WVA runs and keeps its ConfigMap {{configMap}}.', {
              configMap: WVA_DEFAULTS.configMap,
            })}
            invalid={errors.autoscalerNamespace !== undefined}
            error={t(
              'config.autoscaler.namespace-error',
              'The name of a Kubernetes namespace: lower-case letters, digits and hyphens.'
            )}
          >
            <Input
              id="wva-config-namespace"
              width={40}
              value={draft.autoscalerNamespace}
              onChange={(event) => change({ autoscalerNamespace: event.currentTarget.value })}
            />
          </Field>
          <ThresholdFields
            tektonUid={draft.tektonUid}
            namespace={draft.autoscalerNamespace}
            values={draft.thresholds}
            errors={errors}
            onChange={(thresholds) => change({ thresholds })}
          />
        </section>
        <LimitFields
          values={draft.latencyLimits}
          errors={errors}
          onChange={(latencyLimits) => change({ latencyLimits })}
        />
        <PriceFields
          values={draft.gpuPrices}
          isWrong={errors.gpuPrices !== undefined}
          onChange={(gpuPrices) => change({ gpuPrices })}
        />
        <section aria-labelledby="wva-config-gpus">
          <ConfigHeading id="wva-config-gpus">{t('config.gpus.title', 'GPUs')}</ConfigHeading>
          <Field
            label={t('config.gpus.filter', 'Accelerator to start with')}
            description={t(
              'config.gpus.filter-why',
              'The GPUs page starts with the first accelerator whose name contains this text. Empty: all accelerators.'
            )}
          >
            <Input
              id="wva-config-accelerator"
              width={40}
              placeholder={DEFAULT_APP_SETTINGS.acceleratorFilter}
              value={draft.acceleratorFilter}
              onChange={(event) => change({ acceleratorFilter: event.currentTarget.value })}
            />
          </Field>
        </section>
        <div aria-live="polite">
          {outcome.kind === 'failed' && (
            <ErrorNotice
              error={outcome.error}
              title={t('config.not-saved', 'The settings were not saved')}
              onRetry={() => void save()}
            />
          )}
          {outcome.kind === 'saved' && (
            <Alert severity="success" title={t('config.saved', 'Saved')}>
              {describe(saved)}
            </Alert>
          )}
          {Object.keys(errors).length > 0 && (
            <Alert severity="warning" title={t('config.invalid', 'Not saved: some fields need another value')} />
          )}
        </div>
        <Stack direction="row" gap={1}>
          <Button type="submit" disabled={outcome.kind === 'saving' || !changed}>
            {outcome.kind === 'saving' ? t('config.saving', 'Saving…') : t('config.save', 'Save')}
          </Button>
          <Button type="button" variant="secondary" disabled={!changed} onClick={() => change(toDraft(saved))}>
            {t('config.undo', 'Undo changes')}
          </Button>
        </Stack>
      </Stack>
    </form>
  );
}

/** What was saved, in words. */
function describe(settings: AppSettings): string {
  const nameOf = (list: Array<{ uid: string; name: string }>, uid: string | undefined) =>
    list.find((ds) => ds.uid === uid)?.name ?? uid ?? t('config.saved-auto', 'the only one there is');
  const own = Object.entries(settings.thresholds).map(([name, value]) => `${name} ${value}`);
  return t(
    'config.saved-what',
    'Prometheus: {{prometheus}}. Tekton: {{tekton}}. Namespace: {{namespace}}. Thresholds set by hand: {{thresholds}}. Accelerator: {{accelerator}}.',
    {
      prometheus: nameOf(listPrometheus(), settings.prometheusUid),
      tekton: nameOf(listTekton(), settings.tektonUid),
      namespace: settings.autoscalerNamespace,
      thresholds: own.join(', ') || t('config.saved-none', 'none'),
      accelerator: settings.acceleratorFilter || t('config.saved-all', 'all'),
    }
  );
}
