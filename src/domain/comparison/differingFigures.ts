/** What a run measured again says otherwise than its record. */
import { figureText } from '../analysis/figureText';
import { KPI_IDS, type KpiId } from '../analysis/kpis';
import type { KpiValue } from '../analysis/types';

export interface DifferingFigure {
  id: KpiId;
  /** As they are shown: a difference that no table shows is none. */
  recorded: string;
  now: string;
  /** Why one of the two is not known. */
  why?: string;
}

type Figures = Readonly<Record<KpiId, KpiValue>>;

/** In the order of the tables. */
export function differingFigures(recorded: Figures, now: Figures): DifferingFigure[] {
  return KPI_IDS.flatMap((id) => {
    const [before, after] = [figureText(id, recorded[id].value), figureText(id, now[id].value)];
    const why = now[id].why ?? recorded[id].why;
    return before === after ? [] : [{ id, recorded: before, now: after, ...(why !== undefined && { why }) }];
  });
}
