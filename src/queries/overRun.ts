/** Queries over a run in place of the range that is shown. */

/** Variables of a dashboard that hold when a run ended, epoch seconds, and how long it took, seconds. */
export const RUN_WINDOW = { end: 'run_end', seconds: 'run_seconds' } as const;

/** A query over the range as one over a run, whatever range is shown: at its end, as far back as its begin. */
export function overRun(expr: string): string {
  return expr.replace(/\[\$__range(:[^\]]*)?\]/g, `[\${${RUN_WINDOW.seconds}}s$1] @ \${${RUN_WINDOW.end}}`);
}
