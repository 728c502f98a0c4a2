import { Combobox, Field } from '@grafana/ui';
import React, { useMemo, useState } from 'react';

import type { Preset } from '../../domain/pipeline';
import { t } from '../../i18n/t';
import { useFormState } from './formState';
import { presetScale, presetScaling, renamedFor } from './loads';
import { withMode, type ScalingMode } from './scaling';
import { modeOptions } from './scalingTexts';

interface Props {
  /** Presets of the chosen load, which bring the numbers of their scalers. */
  presets: readonly Preset[];
  presetId?: string;
  gpusPerReplica: number;
}

/** Who scales: with the numbers of the load's preset where it has one, else with the usual ones. */
export function ScalerField({ presets, presetId, gpusPerReplica }: Props): React.ReactElement | null {
  const { values, edit } = useFormState();
  const [applied, setApplied] = useState(presetId);
  // Read of the presets' texts: not anew at each key.
  const offered = useMemo(
    () =>
      presets.map((preset) => ({
        preset,
        scaling: presetScaling(preset),
        scale: presetScale(preset, gpusPerReplica),
      })),
    [presets, gpusPerReplica]
  );
  const draft = values.scaling;
  if (!draft) {
    return null;
  }
  const fitting = offered.filter(({ scaling }) => scaling.mode === draft.mode);
  const chosen = fitting.find(({ preset }) => preset.id === applied) ?? fitting[0];
  const usual = modeOptions(draft.mode).filter(({ value }) => !offered.some(({ scaling }) => scaling.mode === value));
  const nameOf = (mode: ScalingMode) => modeOptions(mode).find(({ value }) => value === mode)?.label ?? mode;
  return (
    <Field noMargin label={t('experiment.scaling.scaler', 'Scaler')} htmlFor="run-scaler">
      <Combobox
        id="run-scaler"
        value={chosen?.preset.id ?? draft.mode}
        options={[
          ...offered.map(({ preset, scaling, scale }) => ({
            value: preset.id,
            label: nameOf(scaling.mode),
            description: scale,
          })),
          ...usual,
        ]}
        onChange={({ value }) => {
          const one = offered.find(({ preset }) => preset.id === value);
          setApplied(one?.preset.id);
          edit((now) => {
            const scaling = one?.scaling ?? withMode(now.scaling ?? draft, value as ScalingMode);
            return { ...renamedFor(now, (now.scaling ?? draft).mode, scaling.mode), scaling };
          });
        }}
      />
    </Field>
  );
}
