/** Which run a dashboard shows, and what its queries have to know of it. */
import { isExperiment, isTerminal, runId, type Run, type RunSummary } from './run';

/** In place of the id of a run: the one that is in progress, else the newest; in a range of the past the newest in it. */
export const AUTOMATIC = 'auto';

/** What a dashboard shows, epoch ms. */
export interface ShownRange {
  from: number;
  to: number;
  /** It is about the past: its end does not move. */
  isFixed: boolean;
}

export const RUN_FACTS = ['name', 'namespace', 'variant', 'from', 'to', 'end', 'seconds'] as const;
export type RunFact = (typeof RUN_FACTS)[number];

/** Shown before and after a run, ms. */
const AROUND_MS = 2 * 60_000;
/** A look at who owns what is a minute apart: below it there may be none. */
const LEAST_SECONDS = 60;

/**
 * The run that is shown.
 *
 * @param runs newest first
 * @param choice {@link AUTOMATIC}, or the id of a run; one that is no longer there counts as automatic
 */
export function shownRun<R extends RunSummary>(runs: readonly R[], choice: string, range: ShownRange): R | undefined {
  const chosen = runs.find((run) => runId(run) === choice);
  const experiments = runs.filter(isExperiment);
  if (chosen || !range.isFixed) {
    return chosen ?? experiments.find(({ phase }) => !isTerminal(phase)) ?? experiments[0];
  }
  const before = experiments.filter(({ createdAt }) => createdAt <= range.to);
  return before.find(({ createdAt }) => createdAt >= range.from) ?? before[0];
}

/**
 * What queries have to know of a run; times as text: `from` and `to` in epoch ms with a little before and after, `end` in
 * epoch seconds, `seconds` how long before it the load began: the window of an analysis. Without a run it is the range, and
 * whose workload it is is not known.
 *
 * @param now epoch ms, by the cluster's clock
 * @param otherwise the name in that case
 * @param loadStartedAt epoch ms, or undefined where the load has not begun or that cannot be told: then it is the whole run
 */
export function runFacts(
  run: Run | undefined,
  {
    now,
    range,
    otherwise,
    loadStartedAt,
  }: { now: number; range: ShownRange; otherwise: string; loadStartedAt?: number | undefined }
): Record<RunFact, string> {
  const { start, end, isOpen } = run ? spanOf(run, now) : spanOfRange(range, now);
  const around = run ? AROUND_MS : 0;
  const measuredFrom = Math.max(start, Math.min(end, loadStartedAt ?? start));
  return {
    name: run?.name ?? otherwise,
    namespace: run?.workloadNamespace ?? run?.namespace ?? '',
    variant: run?.variant ?? '',
    from: String(Math.round(start - around)),
    to: isOpen ? 'now' : String(Math.round(end + around)),
    end: String(Math.round(end / 1000)),
    seconds: String(Math.max(LEAST_SECONDS, Math.round((end - measuredFrom) / 1000))),
  };
}

interface Span {
  start: number;
  end: number;
  /** Its end moves with time. */
  isOpen: boolean;
}

function spanOf({ startedAt, createdAt, finishedAt, phase }: Run, now: number): Span {
  const start = startedAt ?? createdAt;
  const isOpen = !isTerminal(phase);
  return { start, end: finishedAt ?? (isOpen ? now : start), isOpen };
}

const spanOfRange = ({ from, to, isFixed }: ShownRange, now: number): Span => ({
  start: from,
  end: Math.min(now, to),
  isOpen: !isFixed,
});
