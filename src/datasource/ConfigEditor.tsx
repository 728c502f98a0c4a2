import { css } from '@emotion/css';
import type { DataSourcePluginOptionsEditorProps, GrafanaTheme2 } from '@grafana/data';
import { Alert, Field, Input, SecretInput, SecretTextArea, Stack, Switch, TagsInput, useStyles2 } from '@grafana/ui';
import React, { useId } from 'react';

import { t } from '../i18n/t';
import { isDnsLabel } from '../kube/names';
import { apiServerProblem } from './settings';
import type { TektonSecrets, TektonSettings } from './types';

type Props = DataSourcePluginOptionsEditorProps<TektonSettings, TektonSecrets>;
type Secret = keyof TektonSecrets;

/** Settings of the data source. Tokens go to Grafana's encrypted store and never come back to a browser. */
export function ConfigEditor({ options, onOptionsChange }: Props): React.ReactElement {
  const id = useId();
  const styles = useStyles2(getStyles);
  const { jsonData, secureJsonData = {}, secureJsonFields } = options;
  const change = (part: Partial<TektonSettings>) => onOptionsChange({ ...options, jsonData: { ...jsonData, ...part } });
  const secret = (name: Secret) => ({
    isConfigured: Boolean(secureJsonFields?.[name]),
    value: secureJsonData[name] ?? '',
    onReset: () =>
      onOptionsChange({
        ...options,
        jsonData: { ...jsonData, ...startFlag(name, '') },
        secureJsonFields: { ...secureJsonFields, [name]: false },
        secureJsonData: { ...secureJsonData, [name]: '' },
      }),
    onChange: ({ currentTarget: { value } }: React.FormEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      onOptionsChange({
        ...options,
        jsonData: { ...jsonData, ...startFlag(name, value) },
        secureJsonData: { ...secureJsonData, [name]: value },
      }),
  });
  const forwarded = jsonData.oauthPassThru ?? false;
  const urlProblem = jsonData.apiServer === undefined ? undefined : apiServerProblem(jsonData.apiServer);
  const badNamespaces = (jsonData.namespaces ?? []).filter((namespace) => !isDnsLabel(namespace));

  return (
    <Stack direction="column" gap={3}>
      <section className={styles.section} aria-labelledby={`${id}-cluster`}>
        <h3 id={`${id}-cluster`}>{t('datasource.config.cluster', 'Cluster')}</h3>
        <Field
          label={t('datasource.config.server', 'Server URL')}
          description={t(
            'datasource.config.server-why',
            'The Kubernetes API server as Grafana reaches it. Inside the cluster: https://kubernetes.default.svc'
          )}
          required
          invalid={urlProblem !== undefined}
          error={urlProblem}
        >
          <Input
            id={`${id}-server`}
            value={jsonData.apiServer ?? ''}
            placeholder="https://kubernetes.default.svc"
            onChange={({ currentTarget }) => change({ apiServer: currentTarget.value.trim() })}
          />
        </Field>
        <Field
          label={t('datasource.config.namespaces', 'Namespaces')}
          description={t(
            'datasource.config.namespaces-why',
            'Where experiments run. Every one is read and watched; the first two by a watch, the others every few seconds.'
          )}
          required
          invalid={badNamespaces.length > 0}
          error={t('datasource.config.namespaces-invalid', 'Not a namespace: {{names}}', {
            names: badNamespaces.join(', '),
          })}
        >
          <TagsInput
            id={`${id}-namespaces`}
            addOnBlur
            autoColors={false}
            tags={jsonData.namespaces ?? []}
            placeholder={t('datasource.config.namespaces-add', 'Type a namespace and press Enter')}
            onChange={(namespaces) => change({ namespaces: namespaces.map((namespace) => namespace.trim()) })}
          />
        </Field>
      </section>

      <section className={styles.section} aria-labelledby={`${id}-rights`}>
        <h3 id={`${id}-rights`}>{t('datasource.config.rights', 'Rights')}</h3>
        <Field
          label={t('datasource.config.forward', "Forward the user's OAuth identity")}
          description={t(
            'datasource.config.forward-why',
            'Every call is made as the person who is signed in: their own rights and their name in the cluster’s audit log. The cluster must trust the same identity provider. For people who signed in without OAuth the tokens below are used.'
          )}
        >
          <Switch
            id={`${id}-forward`}
            value={forwarded}
            onChange={({ currentTarget }) => change({ oauthPassThru: currentTarget.checked })}
          />
        </Field>
        <Field
          label={t('datasource.config.reader', 'Reader token')}
          description={t(
            'datasource.config.reader-why',
            'Of a service account that may get, list and watch runs, tasks, Pipelines and ConfigMaps, and read pod logs. Everyone who may use this data source, Viewers too, reads with it whatever it may read: give it no Secrets.'
          )}
        >
          <SecretInput id={`${id}-reader`} autoComplete="off" type="password" {...secret('readerToken')} />
        </Field>
        <Field
          label={t('datasource.config.runner', 'Runner token')}
          description={t(
            'datasource.config.runner-why',
            'Of another service account that may create and patch PipelineRuns. Used for Editors and Admins only. Without it runs can be watched, not started or cancelled.'
          )}
        >
          <SecretInput id={`${id}-runner`} autoComplete="off" type="password" {...secret('runnerToken')} />
        </Field>
        <Alert severity="info" title={t('datasource.config.provisioning', 'When you provision this data source')}>
          {t(
            'datasource.config.provisioning-why',
            'Set jsonData.canStart to true when secureJsonData has a runnerToken, and to false when it has none: the Start button cannot see secrets. Without this setting, Start is offered and the cluster decides.'
          )}
        </Alert>
      </section>

      <section className={styles.section} aria-labelledby={`${id}-tls`}>
        <h3 id={`${id}-tls`}>{t('datasource.config.tls', 'Certificate')}</h3>
        <Field
          label={t('datasource.config.ca', 'CA certificate')}
          description={t(
            'datasource.config.ca-why',
            'PEM of the authority that signed the API server’s certificate; in a pod: /var/run/secrets/kubernetes.io/serviceaccount/ca.crt'
          )}
        >
          <CaCertificate
            id={`${id}-ca`}
            secret={secret('tlsCACert')}
            onUse={(tlsAuthWithCACert) => change({ tlsAuthWithCACert })}
            used={jsonData.tlsAuthWithCACert ?? false}
          />
        </Field>
        <Field
          label={t('datasource.config.server-name', 'Server name')}
          description={t(
            'datasource.config.server-name-why',
            'Name in the certificate, when it differs from the host in the URL.'
          )}
        >
          <Input
            id={`${id}-server-name`}
            value={jsonData.serverName ?? ''}
            onChange={({ currentTarget }) => change({ serverName: currentTarget.value.trim() || undefined })}
          />
        </Field>
        <Field
          label={t('datasource.config.skip', 'Skip certificate verification')}
          description={t(
            'datasource.config.skip-why',
            'Anyone between Grafana and the cluster could then read the tokens. For tests only; give the CA certificate instead.'
          )}
        >
          <Switch
            id={`${id}-skip`}
            value={jsonData.tlsSkipVerify ?? false}
            onChange={({ currentTarget }) => change({ tlsSkipVerify: currentTarget.checked })}
          />
        </Field>
      </section>
    </Stack>
  );
}

interface CaProps {
  id: string;
  used: boolean;
  onUse: (used: boolean) => void;
  secret: React.ComponentProps<typeof SecretTextArea>;
}

function CaCertificate({ id, used, onUse, secret }: CaProps): React.ReactElement {
  return (
    <Stack direction="column" gap={1}>
      <Switch
        id={`${id}-use`}
        aria-label={t('datasource.config.ca-use', 'Use a CA certificate')}
        value={used}
        onChange={({ currentTarget }) => onUse(currentTarget.checked)}
      />
      {used && (
        <SecretTextArea
          id={id}
          aria-label={t('datasource.config.ca', 'CA certificate')}
          rows={6}
          placeholder="-----BEGIN CERTIFICATE-----"
          {...secret}
        />
      )}
    </Stack>
  );
}

/** Viewers cannot see whether a secret is there; this tells them. */
function startFlag(name: Secret, value: string): Partial<TektonSettings> {
  return name === 'runnerToken' ? { canStart: value !== '' } : {};
}

// Inputs as wide as a line that is read well, and never wider than a phone.
const getStyles = (theme: GrafanaTheme2) => ({ section: css({ width: '100%', maxWidth: theme.spacing(90) }) });
