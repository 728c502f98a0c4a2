import { Alert, Combobox, Field } from '@grafana/ui';
import React from 'react';

import type { Preset } from '../../domain/pipeline';
import { t } from '../../i18n/t';
import { modeOfPreset, presetFor, type PresetLoad } from './loads';

interface Props {
  loads: readonly PresetLoad[];
  chosen?: PresetLoad;
  presetId?: string;
  /** Presets that cannot be read. */
  broken: Array<{ name: string; error: string }>;
  onPreset: (preset: Preset) => void;
}

/** The loads of the presets: what a person begins with. A choice fills in the form. */
export function LoadField({ loads, chosen, presetId, broken, onPreset }: Props): React.ReactElement {
  const current = chosen?.presets.find(({ id }) => id === presetId);
  const isMixed = new Set(loads.map(({ source }) => source)).size > 1;
  return (
    <>
      {loads.length > 0 && (
        <Field noMargin label={t('experiment.choose.load', 'Load')} htmlFor="run-preset">
          <Combobox
            id="run-preset"
            value={chosen?.id ?? null}
            options={loads.map(({ id, label, description, source }) => ({
              value: id,
              label,
              description,
              ...(isMixed ? { group: sourceText(source) } : {}),
            }))}
            placeholder={t('experiment.choose.load-hint', 'Choose a load: a preset fills in the rest')}
            onChange={({ value }) => {
              const load = loads.find(({ id }) => id === value);
              const preset = load && presetFor(load, current && modeOfPreset(current));
              if (preset) {
                onPreset(preset);
              }
            }}
          />
        </Field>
      )}
      {broken.length > 0 && (
        <Alert
          severity="warning"
          title={t('experiment.choose.broken', '{{count}} presets cannot be read', {
            count: broken.length,
            defaultValue_one: '{{count}} preset cannot be read',
          })}
        >
          {broken.slice(0, 5).map(({ name, error }) => (
            <div key={name + error}>
              {name}: {error}
            </div>
          ))}
        </Alert>
      )}
    </>
  );
}

function sourceText(source: Preset['source']): string {
  return source === 'panel'
    ? t('experiment.choose.from-panel', 'From this panel')
    : t('experiment.choose.from-cluster', 'From the cluster');
}
