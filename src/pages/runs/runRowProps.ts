import type { LatencyLimits } from '../../domain/analysis/types';
import type { TaskRun } from '../../domain/run';
import type { ListedRun } from '../../assessment/listedRuns';
import type { RunAction } from '../../experiment/RunDialogs';
import type { ExactTimes } from '../../experiment/runTimes';
import type { Column } from './columns';
import type { OutcomeKey } from './runFilter';

export interface RunRowProps {
  run: ListedRun;
  exact?: ExactTimes;
  /** Of a run in progress, once they have been read. */
  tasks?: readonly TaskRun[];
  /** Epoch ms by the cluster's clock; the same at every render for a run that is over. */
  now: number;
  index: number;
  /** Of all that can be focused in it: only one row of the list is on the Tab key's way. */
  tabIndex: 0 | -1;
  top: number;
  height: number;
  card: boolean;
  columns: Column[];
  template: string;
  /** What a card tells of what came of the run. */
  outcomes: readonly OutcomeKey[];
  /** For goodput. */
  limits: LatencyLimits;
  /** Whether it is to be compared. */
  selected: boolean;
  onSelect: (run: ListedRun, selected: boolean) => void;
  /** Undefined for who may not act on runs. */
  onAction?: (action: RunAction) => void;
  onPin: (run: ListedRun) => void;
  /** Says when the run ends, or no longer. */
  onFollow: (run: ListedRun) => void;
  /** Undefined for who may not write annotations. */
  onLabel?: (run: ListedRun) => void;
}
