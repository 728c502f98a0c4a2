import { TextLink } from '@grafana/ui';
import React from 'react';

import type { Gpu, GpuMeasure } from '../../domain/gpu';
import { gpusOfNodePath } from '../../routes';
import { HolderLinks } from './HolderLinks';
import { gpuIndex, holderOf, podName, valueOf, type FormatValue } from './gpuText';
import { useHolders, type AskNow } from './useHolders';

interface Props {
  gpu: Gpu;
  measure: GpuMeasure;
  format: FormatValue;
  askNow: AskNow;
}

/** All that is known of one GPU; its node leads to the node's GPUs, its pod to its variant, and that to its model. */
export function GpuFacts({ gpu, measure, format, askNow }: Props): React.ReactElement {
  const holders = useHolders(gpu.pods, true, askNow);
  const parts: Array<[key: string, part: React.ReactNode]> = [
    ['node', gpu.node !== '' && <TextLink href={gpusOfNodePath(gpu.node)}>{gpu.node}</TextLink>],
    ['index', gpuIndex(gpu)],
    ['value', valueOf(gpu, measure, format)],
    ...(holders.length === 0
      ? [['holder', holderOf(gpu)] as [string, string]]
      : holders.map((holder): [string, React.ReactNode] => [
          podName(holder),
          <HolderLinks key="links" holder={holder} />,
        ])),
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
