/** A data source's settings, with Grafana's addresses, save and test. */
import {
  DataSourcePluginContextProvider,
  type DataSourcePlugin,
  type DataSourcePluginMeta,
  type DataSourceSettings,
} from '@grafana/data';
import { selectors } from '@grafana/e2e-selectors';
import { config, getBackendSrv, getDataSourceSrv } from '@grafana/runtime';
import { Alert, Button, Field, Input, LoadingPlaceholder } from '@grafana/ui';
import React, { useState } from 'react';
import { useParams } from 'react-router';

import { PluginPageFrame } from '../frame/PluginPageFrame';
import { loadDataSourcePlugin } from '../plugins';
import { useLoaded } from './useLoaded';

interface Loaded {
  settings: DataSourceSettings;
  meta?: DataSourcePluginMeta;
  plugin?: DataSourcePlugin<never>;
}

interface Outcome {
  status: 'success' | 'error' | 'warning' | 'info';
  title: string;
  details?: string;
}

export function DataSourcePage() {
  const { uid = '' } = useParams();
  const { value, error } = useLoaded(uid, () => load(uid));
  if (error !== undefined) {
    return (
      <Alert severity="error" title="Data source not found">
        {error.message}
      </Alert>
    );
  }
  return value === undefined ? (
    <LoadingPlaceholder text="Loading…" />
  ) : (
    <SettingsForm key={uid} uid={uid} value={value} />
  );
}

function SettingsForm({ uid, value }: { uid: string; value: Loaded }) {
  const [settings, setSettings] = useState(value.settings);
  const [outcome, setOutcome] = useState<Outcome>();
  const [busy, setBusy] = useState(false);
  const Editor = value.plugin?.components.ConfigEditor as
    React.ComponentType<{ options: unknown; onOptionsChange: (options: never) => void }> | undefined;
  const saveAndTest = async () => {
    setBusy(true);
    setOutcome(undefined);
    setOutcome(await save(uid, settings));
    setSettings(await getBackendSrv().get(`/api/datasources/uid/${uid}`));
    setBusy(false);
  };
  return (
    <PluginPageFrame
      pageNav={{
        text: settings.name,
        subTitle: `Type: ${value.meta?.name ?? settings.type}`,
        url: `/connections/datasources/edit/${uid}`,
      }}
    >
      <DataSourcePluginContextProvider
        instanceSettings={{ ...config.datasources[settings.name], ...settings } as never}
      >
        <Field label="Name" htmlFor="data-source-name">
          <Input
            id="data-source-name"
            width={40}
            value={settings.name}
            data-testid={selectors.pages.DataSource.name}
            onChange={(event) => setSettings({ ...settings, name: event.currentTarget.value })}
          />
        </Field>
        {Editor === undefined ? (
          <p>{`Address: ${settings.url}`}</p>
        ) : (
          <Editor options={settings} onOptionsChange={setSettings as never} />
        )}
        {outcome !== undefined && (
          <Alert severity={outcome.status} title={outcome.title} data-testid={selectors.pages.DataSource.alert}>
            {outcome.details}
          </Alert>
        )}
        <div>
          <Button
            onClick={() => void saveAndTest()}
            disabled={busy}
            data-testid={selectors.pages.DataSource.saveAndTest}
          >
            {settings.readOnly ? 'Test' : 'Save & test'}
          </Button>
        </div>
      </DataSourcePluginContextProvider>
    </PluginPageFrame>
  );
}

async function load(uid: string): Promise<Loaded> {
  const settings = await getBackendSrv().get<DataSourceSettings>(`/api/datasources/uid/${uid}`, undefined, undefined, {
    showErrorAlert: false,
  });
  const meta = Object.values(config.datasources).find((source) => source.uid === uid)?.meta;
  const plugin =
    meta === undefined || meta.module.startsWith('core:') ? undefined : await loadDataSourcePlugin(meta.module);
  return { settings, meta, plugin };
}

/** Saves what may be saved, then asks the data source itself whether it works. */
async function save(uid: string, settings: DataSourceSettings): Promise<Outcome> {
  try {
    if (!settings.readOnly) {
      await getBackendSrv().put(`/api/datasources/uid/${uid}`, settings, {
        showSuccessAlert: false,
        showErrorAlert: false,
      });
      await getDataSourceSrv().reload();
    }
    const source = await getDataSourceSrv().get(uid);
    const { status, message, details } = (await source.testDatasource()) as {
      status?: string;
      message?: string;
      details?: { verboseMessage?: string };
    };
    return {
      status: status === 'success' || status === 'OK' ? 'success' : 'error',
      title: message ?? '',
      details: details?.verboseMessage,
    };
  } catch (thrown) {
    const { message, data, error } = (thrown ?? {}) as {
      message?: string;
      data?: { message?: string };
      error?: { message?: string };
    };
    return { status: 'error', title: data?.message ?? error?.message ?? message ?? 'Data source could not be saved' };
  }
}
