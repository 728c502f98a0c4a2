import { useMemo } from 'react';

import type { ChartRun } from '../../assessment/charts/runFrames';
import { looksOf } from '../../assessment/charts/runLook';
import { columnsOf, measuredRuns } from '../../assessment/columns';
import type { ShownColumn } from '../../assessment/kpis/KpiTable';
import type { Assessment } from '../../assessment/useAssessment';

/** The run and its baseline as verdict and analysis show them, as far as they have been measured. */
export interface RunColumns {
  /** Without the baseline. */
  own: readonly ChartRun[];
  columns: ShownColumn[];
}

export function useRunColumns({ comparison: { runs }, run: { analysis: shown }, baseline }: Assessment): RunColumns {
  const looks = useMemo(() => looksOf(runs, baseline ? 1 : undefined), [runs, baseline]);
  const measured = useMemo(() => measuredRuns(runs, looks), [runs, looks]);
  const own = useMemo(() => measured.filter(({ analysis }) => analysis === shown), [measured, shown]);
  const columns = useMemo(() => columnsOf(measured, 'runs'), [measured]);
  return useMemo(() => ({ own, columns }), [own, columns]);
}
