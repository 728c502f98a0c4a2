import { Alert, Button, Field, Input, RadioButtonGroup, Stack } from '@grafana/ui';
import React from 'react';

import { t } from '../i18n/t';
import { ConfigHeading } from './ConfigHeading';
import type { PriceDraft } from './configDraft';

interface Props {
  values: readonly PriceDraft[];
  isWrong: boolean;
  onChange: (values: PriceDraft[]) => void;
}

/** What an hour of a GPU costs, where the cluster does not tell. */
export function PriceFields({ values, isWrong, onChange }: Props): React.ReactElement {
  const change = (index: number, part: Partial<PriceDraft>) =>
    onChange(values.map((one, i) => (i === index ? { ...one, ...part } : one)));
  const kinds = [
    { value: 'accelerator' as const, label: t('config.prices.accelerator', 'Accelerator') },
    { value: 'variant' as const, label: t('config.prices.variant', 'Variant') },
  ];
  return (
    <section aria-labelledby="wva-config-prices">
      <ConfigHeading id="wva-config-prices">{t('config.prices.title', 'Prices of GPU-hours')}</ConfigHeading>
      <p>
        {t(
          'config.prices.why',
          'For the cost of runs, in whatever currency: of an accelerator by a part of its name (L40S), or of a variant by its whole name. Where the cluster tells llm-d.ai/variant-cost, that counts.'
        )}
      </p>
      <Stack direction="column" gap={2}>
        {values.map((price, i) => (
          <fieldset key={i} aria-label={t('config.prices.one', 'Price {{number}}', { number: i + 1 })}>
            <Stack direction="row" gap={2} wrap="wrap" alignItems="flex-end">
              <Field label={t('config.prices.of', 'Price of')}>
                <RadioButtonGroup options={kinds} value={price.by} onChange={(by) => change(i, { by })} />
              </Field>
              <Field label={t('config.prices.name', 'Name')} htmlFor={`wva-config-price-${i}-of`}>
                <Input
                  id={`wva-config-price-${i}-of`}
                  width={40}
                  value={price.of}
                  onChange={(event) => change(i, { of: event.currentTarget.value })}
                />
              </Field>
              <Field label={t('config.prices.hour', 'An hour of a GPU')} htmlFor={`wva-config-price-${i}`}>
                <Input
                  id={`wva-config-price-${i}`}
                  width={12}
                  inputMode="decimal"
                  value={price.perGpuHour}
                  onChange={(event) => change(i, { perGpuHour: event.currentTarget.value })}
                />
              </Field>
              <Field>
                <Button
                  type="button"
                  variant="secondary"
                  icon="trash-alt"
                  onClick={() => onChange(values.filter((_, j) => j !== i))}
                >
                  {t('config.prices.remove', 'Remove price {{number}}', { number: i + 1 })}
                </Button>
              </Field>
            </Stack>
          </fieldset>
        ))}
        {isWrong && (
          <Alert
            severity="warning"
            title={t('config.prices.wrong', 'Each price needs a name, each name once, and a number above 0.')}
          />
        )}
        <div>
          <Button
            type="button"
            variant="secondary"
            icon="plus"
            onClick={() => onChange([...values, { by: 'accelerator', of: '', perGpuHour: '' }])}
          >
            {t('config.prices.add', 'Add a price')}
          </Button>
        </div>
      </Stack>
    </section>
  );
}
