/** When the recorder last had done all that was due, by a query of its own: for callers that do not need all of readiness. */
import type { Ask } from '../domain/prometheus';
import { recorderSilent } from '../queries/readiness';
import { recorderState, type RecorderState } from './recorder';

/** How far back the present state may lie, ms. */
const RANGE_MS = 3_600_000;
const REF = 'recorder';

export interface SeenRecorder {
  state: RecorderState;
  /** Undefined: none was at work within a day. */
  silentSeconds?: number;
}

/** Undefined where Prometheus does not say. @param now epoch ms @throws what the adapter throws */
export async function askRecorder(ask: Ask, now: number, signal: AbortSignal): Promise<SeenRecorder | undefined> {
  const queries = [{ refId: REF, expr: recorderSilent() }];
  const series = (await ask(queries, { from: now - RANGE_MS, to: now }, signal)).get(REF)?.series;
  if (series === undefined) {
    return undefined;
  }
  const silentSeconds = series[0]?.values.at(-1);
  return { state: recorderState(silentSeconds), silentSeconds };
}
