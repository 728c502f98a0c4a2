import React, { useState } from 'react';

import { GpuGridView } from './GpuGridView';
import { RankedGpus } from './RankedGpus';

type Props = Omit<React.ComponentProps<typeof GpuGridView>, 'pointed'> &
  Omit<React.ComponentProps<typeof RankedGpus>, 'onPoint'>;

/** The grid and the list that points into it. */
export function GpuColumns({ label, order, onOrder, ...shown }: Props): React.ReactElement {
  const [pointed, setPointed] = useState<string>();
  return (
    <>
      <GpuGridView {...shown} pointed={pointed} label={label} />
      <RankedGpus {...shown} order={order} onOrder={onOrder} onPoint={setPointed} />
    </>
  );
}
