import { css } from '@emotion/css';
import { TextLink } from '@grafana/ui';
import React from 'react';

import type { GpuHolder } from '../../domain/gpuHolder';
import { t } from '../../i18n/t';
import { overviewOfPath, variantPath } from '../../routes';
import { podName } from './gpuText';

/** A pod that holds a GPU, the variant that it is of, and the model that it serves, as far as they are known. */
export function HolderLinks({ holder }: { holder: GpuHolder }): React.ReactElement {
  const { namespace, variant, source, models } = holder;
  return (
    <>
      {podName(holder)}
      {variant !== undefined && (
        <>
          {' → '}
          <TextLink href={variantPath({ namespace, name: variant })} aria-label={variantLabel(holder)}>
            {variant}
          </TextLink>
          {source === 'name' && ` ${t('gpus.holder.guess', '(a guess, by the pod’s name)')}`}
        </>
      )}
      {models.map((model) => (
        <React.Fragment key={model}>
          {' → '}
          {variant === undefined ? (
            model
          ) : (
            <TextLink
              href={overviewOfPath({ namespace, name: variant })}
              aria-label={t('gpus.holder.model', 'Model {{model}} on the overview', { model })}
            >
              {model}
            </TextLink>
          )}
        </React.Fragment>
      ))}
    </>
  );
}

/** Within what cuts a long name: a link's own box would not. */
const link = css({ minWidth: 0, maxWidth: '100%' });

/** What leads from a pod to its variant; the text alone where none is known. */
export function PodLink({ holder, children }: { holder: GpuHolder; children: React.ReactNode }): React.ReactElement {
  const { namespace, variant } = holder;
  if (variant === undefined || namespace === '') {
    return <>{children}</>;
  }
  const about = variantLabel(holder);
  return (
    <TextLink
      href={variantPath({ namespace, name: variant })}
      aria-label={`${podName(holder)}: ${about}`}
      title={about}
      className={link}
    >
      {children}
    </TextLink>
  );
}

function variantLabel({ variant = '', source }: GpuHolder): string {
  return source === 'name'
    ? t('gpus.holder.guessed-variant', 'Variant {{variant}} (a guess, by the pod’s name)', { variant })
    : t('gpus.holder.variant', 'Variant {{variant}}', { variant });
}
