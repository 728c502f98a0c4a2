/** Verdicts on recorded runs, and what is told of them. */
import { checkGate, overall } from '../../src/domain/comparison/checkGate';
import type { Gate } from '../../src/domain/comparison/gates';
import { runId } from '../../src/domain/run';
import type { RecordedVerdict } from '../../src/records/recordMarks';
import type { KeptRecord, RecordStore, Told } from './ports';

/** What the gates say, from the two records alone; not known where one of them is gone. @throws what the store throws */
export async function judge(
  records: Pick<RecordStore, 'read'>,
  { record, baseline }: { record: KeptRecord; baseline: KeptRecord },
  gates: readonly Gate[]
): Promise<RecordedVerdict> {
  const [run, held] = [await records.read(record), await records.read(baseline)];
  const outcome = run && held ? overall(gates.map((gate) => checkGate(gate, [run.kpis], [held.kpis]))) : 'unknown';
  return { outcome, baseline: [runId(baseline.run)] };
}

export function toldOf({ run, map, figures, verdict }: KeptRecord): Told {
  const { namespace, name, uid, experiment, mode, phase, startedAt, finishedAt } = run;
  const times = {
    startedAt: new Date(startedAt).toISOString(),
    finishedAt: finishedAt === undefined ? null : new Date(finishedAt).toISOString(),
  };
  return {
    kind: 'llmd-wva-run-recorded',
    run: { namespace, name, uid, experiment, mode, phase, ...times },
    record: map,
    figures,
    verdict: verdict ?? null,
  };
}
