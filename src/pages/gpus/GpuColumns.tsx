import React, { useState } from 'react';

import { GpuGridView } from './GpuGridView';
import { HeldBy } from './HeldBy';
import { RankedGpus } from './RankedGpus';
import type { VariantRef } from './variantFilter';

type Props = Omit<React.ComponentProps<typeof GpuGridView>, 'pointed' | 'label'> &
  Omit<React.ComponentProps<typeof RankedGpus>, 'onPoint'> & {
    /** Leaves only the GPUs of this variant. */
    holder?: VariantRef;
    /** Name of a grid of so many GPUs. */
    labelOf: (count: number) => string;
    onAll: () => void;
  };

/** The grid and the list that points into it. */
export function GpuColumns({ holder, onAll, ...shown }: Props): React.ReactElement {
  return holder === undefined ? (
    <Columns {...shown} />
  ) : (
    <HeldBy holder={holder} gpus={shown.gpus} askNow={shown.askNow} onAll={onAll}>
      {(gpus) => <Columns {...shown} gpus={gpus} />}
    </HeldBy>
  );
}

function Columns({ labelOf, order, onOrder, ...shown }: Omit<Props, 'holder' | 'onAll'>): React.ReactElement {
  const [pointed, setPointed] = useState<string>();
  return (
    <>
      <GpuGridView {...shown} pointed={pointed} label={labelOf(shown.gpus.length)} />
      <RankedGpus {...shown} order={order} onOrder={onOrder} onPoint={setPointed} />
    </>
  );
}
