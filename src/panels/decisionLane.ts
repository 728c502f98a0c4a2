/** The decision lane for a dashboard: which rule held when, as Prometheus alone can tell it. */
import { t } from '../i18n/t';
import { TOLERANCE } from '../domain/decisions/hpa';
import { ruleName } from '../domain/decisions/ruleNames';
import { toneOfRule, type Tone } from '../domain/decisions/tones';
import type { DecisionRule } from '../domain/decisions/types';
import { STALE_SECONDS } from '../domain/decisions/wva';
import { effectiveThresholds, type EffectiveThresholds } from '../domain/variant';
import { RULE_NUMBERS, ruleInForce, type RuleLimits } from '../queries/decisionRules';
import type { Scope } from '../queries/selector';
import { place, POINTS, type Board, type PanelSpec } from './spec';

/** As the lane of the app has its tones, in Grafana's palette. */
const TONE_COLORS: Readonly<Record<Tone, string>> = {
  calm: 'green',
  due: 'orange',
  moving: 'blue',
  less: 'purple',
  held: 'yellow',
  alarm: 'red',
  // Nothing held: it stands back in both themes, in which `text` is black or white.
  none: '#8e8e8e',
  up: 'dark-orange',
  down: 'dark-purple',
};

const NUMBERS: Readonly<Record<DecisionRule, readonly number[]>> = RULE_NUMBERS;

/** What stands for each rule, in words and in the colour of its tone. */
export function ruleStates(): Record<number, { text: string; color: string }> {
  return Object.fromEntries(
    (Object.keys(NUMBERS) as DecisionRule[]).flatMap((rule) =>
      NUMBERS[rule].map((number) => [number, { text: ruleName(rule), color: TONE_COLORS[toneOfRule(rule)] }] as const)
    )
  );
}

/** The limits that rules are told by, as domain/decisions has them. */
export const ruleLimits = ({ values }: EffectiveThresholds): RuleLimits => ({
  ...values,
  staleSeconds: STALE_SECONDS,
  tolerance: TOLERANCE,
});

export function decisionLane(scope: Scope, thresholds: EffectiveThresholds = effectiveThresholds()): PanelSpec {
  return {
    id: 'decision-lane',
    title: t('decision.lane.title', 'Decisions'),
    description: t(
      'boards.panel.decision-lane.description',
      '**Why are there as many replicas as there are?** The rule of the scaler in force (WVA V1 or V2, KEDA, HPA, or none) that held at each moment, by WVA’s default thresholds. One point at a time: a scale-up or scale-down itself is seen in the replicas above, an HPA counts as WVA’s where its one metric has a target of 1 a replica, and what WVA’s own look saw between two scrapes is not known. The app’s overview opens each decision with its values, the cluster’s thresholds and the controller’s log.'
    ),
    unit: 'short',
    decimals: 0,
    targets: [
      {
        refId: 'rule',
        expr: ruleInForce(scope, ruleLimits(thresholds)),
        legend: t('boards.panel.decision-lane.series', 'Rule'),
      },
    ],
    points: POINTS.lane,
    viz: { kind: 'state-timeline', states: ruleStates() },
    noData: t(
      'boards.panel.decision-lane.noData',
      'No rule is known in this time: neither WVA, an HPA nor kube-state-metrics reports this workload.'
    ),
  };
}

/** A board with the lane below its replicas, which are the panel `replica-chain`. */
export function withDecisionLane(board: Board, scope: Scope): Board {
  return {
    ...board,
    rows: board.rows.flatMap((row) => {
      if (!row.panels.some(({ panel }) => panel.id === 'replica-chain')) {
        return [row];
      }
      const width = 24 - (row.indent ?? 0);
      return [row, { indent: row.indent, panels: [place(decisionLane(scope), width, 4)] }];
    }),
  };
}
