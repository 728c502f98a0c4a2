/** The recording rules: every recording of src/queries/recordings.ts, for given thresholds. */
import { interpolate } from '../src/queries/grammar';
import { RECORDINGS, RULE_WINDOWS } from '../src/queries/recordings';
import type { SaturationLimits } from '../src/queries/saturation';
import type { RecordingRule, RuleGroup } from './rule';

export function recordingGroups(limits: SaturationLimits): Array<RuleGroup<RecordingRule>> {
  return Object.entries(RECORDINGS).map(([name, recordings]) => ({
    name,
    // A scrape's usual length: WVA reads peaks over a minute, so nothing that it sees falls between two evaluations.
    interval: '30s',
    rules: recordings.map(({ record, meaning, expr }) => ({
      record,
      meaning,
      expr: interpolate(expr(limits), RULE_WINDOWS),
    })),
  }));
}
