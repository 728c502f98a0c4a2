import { css } from '@emotion/css';
import { TextLink } from '@grafana/ui';
import React from 'react';

import type { Gpu, GpuMeasure, PodRef } from '../../domain/gpu';
import { gpusOfNodePath, variantPath } from '../../routes';
import { gpuIndex, holderOf, podName, valueOf, type FormatValue } from './gpuText';

interface Props {
  gpu: Gpu;
  measure: GpuMeasure;
  format: FormatValue;
}

/** All that is known of one GPU; its node leads to the node's GPUs, its pod to the variant that the pod is of. */
export function GpuFacts({ gpu, measure, format }: Props): React.ReactElement {
  const parts: Array<[key: string, part: React.ReactNode]> = [
    ['node', gpu.node !== '' && <TextLink href={gpusOfNodePath(gpu.node)}>{gpu.node}</TextLink>],
    ['index', gpuIndex(gpu)],
    ['value', valueOf(gpu, measure, format)],
    ['pods', gpu.pods.length === 0 ? holderOf(gpu) : <Holders pods={gpu.pods} />],
    ['model', gpu.model],
  ];
  return (
    <>
      {parts
        .filter(([, part]) => Boolean(part))
        .map(([key, part], index) => (
          <React.Fragment key={key}>
            {index > 0 && ' · '}
            {part}
          </React.Fragment>
        ))}
    </>
  );
}

function Holders({ pods }: { pods: readonly PodRef[] }): React.ReactElement {
  return (
    <>
      {pods.map((pod, index) => (
        <React.Fragment key={podName(pod)}>
          {index > 0 && ', '}
          <PodLink {...pod}>{podName(pod)}</PodLink>
        </React.Fragment>
      ))}
    </>
  );
}

/** Within what cuts a long name: a link's own box would not. */
const link = css({ minWidth: 0, maxWidth: '100%' });

/** What leads from a pod to its variant; the text alone where the pod is of no workload's form. */
export function PodLink({
  namespace,
  pod,
  variant,
  children,
}: PodRef & { children: React.ReactNode }): React.ReactElement {
  return variant === undefined || namespace === '' ? (
    <>{children}</>
  ) : (
    <TextLink href={variantPath({ namespace, name: variant })} aria-label={`${namespace}/${pod}`} className={link}>
      {children}
    </TextLink>
  );
}
