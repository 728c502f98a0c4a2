/** What happened in a run, in order: load steps, thresholds crossed, decisions, replicas that serve, and what hangs. */
import { formatNumber } from '../format';
import { t } from '../../i18n/t';
import { hasKnownRate, summedRate, type LoadProfile } from '../loadProfile';
import type { Lane } from './lane';
import { decisionName } from './ruleNames';
import { causeText, decisionText } from './sentences';
import type { DecisionRule, LaneSpan, Moment } from './types';

export interface StoryEntry {
  /** Epoch ms. */
  at: number;
  kind: 'load' | 'signal' | 'decision' | 'replicas' | 'trouble' | 'calm';
  text: string;
}

export interface StoryOptions {
  lane: Lane;
  moments: readonly Moment[];
  load?: LoadProfile;
  /** When the load began, epoch ms. */
  loadStartedAt: number;
}

const SIGNALS: ReadonlySet<DecisionRule> = new Set(['spare-kv', 'spare-queue', 'all-saturated', 'required-capacity']);
const TROUBLE: ReadonlySet<DecisionRule> = new Set([
  'inert',
  'stuck',
  'limited',
  'at-max',
  'inactive',
  'stale',
  'no-number',
]);

/** A sentence each, in the order of time. */
export function storyOf({ lane, moments, load, loadStartedAt }: StoryOptions): StoryEntry[] {
  return [...loadEntries(load, loadStartedAt), ...ruleEntries(lane.spans), ...replicaEntries(moments)].sort(
    (a, b) => a.at - b.at
  );
}

function loadEntries(load: LoadProfile | undefined, loadStartedAt: number): StoryEntry[] {
  if (load === undefined || !hasKnownRate(load)) {
    return [];
  }
  let before = 0;
  return summedRate(load).flatMap(({ atSeconds, rate }): StoryEntry[] => {
    const last = before;
    before = rate;
    if (rate === last) {
      return [];
    }
    const values = { rate: formatNumber(rate, { most: 2 }) };
    const text =
      rate === 0
        ? t('decision.story.load-ends', 'The load ends.')
        : rate > last
          ? t('decision.story.load-rises', 'The load rises to {{rate}} req/s.', values)
          : t('decision.story.load-falls', 'The load falls to {{rate}} req/s.', values);
    return [{ at: loadStartedAt + atSeconds * 1000, kind: 'load', text }];
  });
}

/** Rules that begin to ask for something, decisions, trouble, and the end of each. */
function ruleEntries(spans: readonly LaneSpan[]): StoryEntry[] {
  return spans.flatMap(({ from, to, decision }, i): StoryEntry[] => {
    const last = spans[i - 1]?.decision;
    const { rule, changed, direction } = decision;
    if (changed && direction !== 'none') {
      // At the look that sees it.
      return [
        {
          at: to,
          kind: 'decision',
          text: `${decisionName(decision)}. ${causeText(decision)}`,
        },
      ];
    }
    if (TROUBLE.has(rule) && last?.rule !== rule) {
      return [{ at: from, kind: 'trouble', text: decisionText(decision) }];
    }
    if (SIGNALS.has(rule) && !(last && SIGNALS.has(last.rule))) {
      return [{ at: from, kind: 'signal', text: decisionText(decision) }];
    }
    if (
      rule === 'room' &&
      last &&
      (TROUBLE.has(last.rule) || last.rule === 'in-transition' || last.rule === 'starting')
    ) {
      return [{ at: from, kind: 'calm', text: decisionText(decision) }];
    }
    return [];
  });
}

function replicaEntries(moments: readonly Moment[]): StoryEntry[] {
  return moments.slice(1).flatMap(({ at, state }, i): StoryEntry[] => {
    const [last, ready] = [moments[i]?.state.ready, state.ready];
    if (last === undefined || ready === undefined || ready === last) {
      return [];
    }
    const text = t('decision.story.ready', 'Ready replicas: {{ready}}, after {{last}}.', { ready, last });
    return [{ at, kind: 'replicas', text }];
  });
}
