import { Field, Input } from '@grafana/ui';
import React, { useId, useState } from 'react';

import type { LatencyLimits } from '../../domain/analysis/types';
import { t } from '../../i18n/t';
import { limitSeconds } from '../../shared/latencyLimits';

interface Props {
  limits: LatencyLimits;
  /** A limit of this page; undefined goes back to that of the settings. */
  onLimits: (changed: LatencyLimits) => void;
}

/** What this page calls fast enough, in seconds: goodput counts what is. */
export function LimitFields({ limits, onLimits }: Props): React.ReactElement {
  return (
    <>
      <LimitField
        label={t('pages.compare.limits.ttft', 'TTFT within, s')}
        value={limits.ttftSeconds}
        onValue={(ttftSeconds) => onLimits({ ttftSeconds })}
      />
      <LimitField
        label={t('pages.compare.limits.itl', 'ITL within, s')}
        value={limits.itlSeconds}
        onValue={(itlSeconds) => onLimits({ itlSeconds })}
      />
    </>
  );
}

interface LimitFieldProps {
  label: string;
  value: number | undefined;
  onValue: (value: number | undefined) => void;
}

function LimitField({ label, value, onValue }: LimitFieldProps): React.ReactElement {
  const id = useId();
  const inForce = value === undefined ? '' : String(value);
  const [typed, setTyped] = useState<{ over: string; text: string }>();
  // What was typed over another limit than that in force is old.
  const text = typed?.over === inForce ? typed.text : inForce;
  const isWrong = text.trim() !== '' && limitSeconds(text) === undefined;
  const take = (): void => {
    if (!isWrong && text !== inForce) {
      onValue(limitSeconds(text));
    }
  };
  return (
    <Field
      label={label}
      htmlFor={id}
      noMargin
      invalid={isWrong}
      error={isWrong ? t('pages.compare.limits.wrong', 'Seconds above 0') : undefined}
    >
      <Input
        id={id}
        width={10}
        inputMode="decimal"
        placeholder={t('pages.compare.limits.none', 'none')}
        title={t('pages.compare.limits.why', 'Goodput counts the requests within these limits')}
        value={text}
        onChange={(event) => setTyped({ over: inForce, text: event.currentTarget.value })}
        onBlur={take}
        onKeyDown={(event) => (event.key === 'Enter' ? take() : undefined)}
      />
    </Field>
  );
}
