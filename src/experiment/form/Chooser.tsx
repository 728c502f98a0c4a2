import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, Combobox, Field, useStyles2 } from '@grafana/ui';
import React from 'react';

import type { Pipeline, Preset } from '../../domain/pipeline';
import { t } from '../../i18n/t';

interface Props {
  namespaces: string[];
  namespace: string;
  pipelines: Pipeline[];
  pipeline?: string;
  presets: Preset[];
  presetId?: string;
  /** Presets that cannot be read. */
  broken: Array<{ name: string; error: string }>;
  onNamespace: (namespace: string) => void;
  onPipeline: (pipeline: string) => void;
  onPreset: (preset: Preset) => void;
}

/** Where to begin: a preset, or a Pipeline with its defaults. */
export function Chooser(props: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const { namespaces, namespace, pipelines, pipeline, presets, presetId, broken } = props;
  return (
    <div className={styles.box}>
      {namespaces.length > 1 && (
        <Field noMargin label={t('experiment.choose.namespace', 'Namespace')} htmlFor="run-namespace">
          <Combobox
            id="run-namespace"
            value={namespace}
            options={namespaces.map((value) => ({ value }))}
            onChange={({ value }) => props.onNamespace(value)}
          />
        </Field>
      )}
      <Field
        noMargin
        label={t('experiment.choose.preset', 'Preset')}
        description={
          presets.length === 0 ? t('experiment.choose.no-preset', 'None here, and none in the cluster') : undefined
        }
        htmlFor="run-preset"
      >
        <Combobox
          id="run-preset"
          value={presets.some(({ id }) => id === presetId) ? (presetId ?? null) : null}
          options={presets.map(presetOption)}
          placeholder={t('experiment.choose.preset-hint', 'Fills in the form')}
          disabled={presets.length === 0}
          onChange={({ value }) => {
            const preset = presets.find(({ id }) => id === value);
            if (preset) {
              props.onPreset(preset);
            }
          }}
        />
      </Field>
      <Field noMargin label={t('experiment.choose.pipeline', 'Pipeline')} htmlFor="run-pipeline">
        <Combobox
          id="run-pipeline"
          value={pipeline ?? null}
          options={pipelines.map(({ name, description }) => ({ value: name, label: name, description }))}
          placeholder={t('experiment.choose.pipeline-hint', 'Choose a pipeline')}
          onChange={({ value }) => props.onPipeline(value)}
        />
      </Field>
      {broken.length > 0 && (
        <Alert
          className={styles.wide}
          severity="warning"
          title={t('experiment.choose.broken', '{{count}} presets cannot be read', { count: broken.length })}
        >
          {broken.slice(0, 5).map(({ name, error }) => (
            <div key={name + error}>
              {name}: {error}
            </div>
          ))}
        </Alert>
      )}
    </div>
  );
}

function presetOption(preset: Preset) {
  const source =
    preset.source === 'panel'
      ? t('experiment.choose.from-panel', 'From this panel')
      : t('experiment.choose.from-cluster', 'From the cluster');
  return {
    value: preset.id,
    label: preset.name,
    description: preset.description === '' ? source : `${source} · ${preset.description}`,
  };
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 240px), 1fr))',
    gap: theme.spacing(2),
    alignItems: 'start',
  }),
  wide: css({ gridColumn: '1 / -1', marginBottom: 0 }),
});
