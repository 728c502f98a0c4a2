import { Field, Input } from '@grafana/ui';
import React from 'react';

import type { LatencyLimits } from '../domain/analysis/types';
import { t } from '../i18n/t';
import { ConfigHeading } from './ConfigHeading';
import { LIMIT_NAMES, type DraftErrors } from './configDraft';

interface Props {
  /** Seconds as typed; empty: no limit. */
  values: Record<keyof LatencyLimits, string>;
  errors: DraftErrors;
  onChange: (values: Record<keyof LatencyLimits, string>) => void;
}

/** What everyone calls fast enough, where a comparison says nothing else. */
export function LimitFields({ values, errors, onChange }: Props): React.ReactElement {
  return (
    <section aria-labelledby="wva-config-goodput">
      <ConfigHeading id="wva-config-goodput">{t('config.goodput.title', 'Goodput')}</ConfigHeading>
      <p>
        {t(
          'config.goodput.why',
          'Requests within these limits count as goodput; a run with fewer than 90 % of them wins no comparison. Empty: no limit. A comparison can have its own.'
        )}
      </p>
      {LIMIT_NAMES.map((name) => (
        <Field
          key={name}
          label={labelOf(name)}
          htmlFor={`wva-config-${name}`}
          invalid={errors[name] !== undefined}
          error={t('pages.compare.limits.wrong', 'Seconds above 0')}
        >
          <Input
            id={`wva-config-${name}`}
            width={12}
            inputMode="decimal"
            value={values[name]}
            onChange={(event) => onChange({ ...values, [name]: event.currentTarget.value })}
          />
        </Field>
      ))}
    </section>
  );
}

function labelOf(name: keyof LatencyLimits): string {
  return name === 'ttftSeconds'
    ? t('config.goodput.ttft', 'Limit of TTFT, seconds')
    : t('config.goodput.itl', 'Limit of ITL, seconds');
}
