import { ruleName } from '../domain/decisions/ruleNames';
import { toneOfRule } from '../domain/decisions/tones';
import { DECISION_RULES } from '../domain/decisions/types';
import { effectiveThresholds } from '../domain/variant';
import { RULE_NUMBERS } from '../queries/decisionRules';
import { DIALECTS } from '../queries/dialect';
import { overviewBoard, panelsOf, queryCount } from './boards';
import { decisionLane, ruleStates, withDecisionLane } from './decisionLane';
import { toVizConfig } from './viz';

const SCOPE = { dialect: DIALECTS.plain, namespace: '$namespace', variant: '$variant' };

test('every rule has numbers of its own, and words and a colour for each', () => {
  const numbers = DECISION_RULES.flatMap((rule) => [...RULE_NUMBERS[rule]]);
  expect(new Set(numbers).size).toBe(numbers.length);
  const states = ruleStates();
  expect(Object.keys(states)).toHaveLength(numbers.length);
  for (const rule of DECISION_RULES) {
    for (const number of RULE_NUMBERS[rule]) {
      expect(states[number]?.text).toBe(ruleName(rule));
    }
  }
});

test('rules of different tones differ in colour, and of one tone in their words', () => {
  const states = Object.values(ruleStates());
  const words = new Map(states.map(({ text, color }) => [text, color]));
  expect(words.size).toBe(DECISION_RULES.length);
  const tones = new Set(DECISION_RULES.map(toneOfRule));
  expect(new Set(words.values()).size).toBe(tones.size);
});

test('numbers lie where bounds and limits put them over the rules', () => {
  const lowest = (...rules: Array<keyof typeof RULE_NUMBERS>) =>
    Math.min(...rules.map((rule) => RULE_NUMBERS[rule][0]));
  const [fewer, more] = [RULE_NUMBERS['held-by-window'][0], RULE_NUMBERS['held-by-window'][1]];
  expect(Math.max(fewer, RULE_NUMBERS['held-by-policy'][0], ...RULE_NUMBERS['scale-down'])).toBeLessThan(
    lowest('at-min')
  );
  expect(lowest('required-capacity', 'all-saturated', 'spare-kv', 'spare-queue')).toBeGreaterThan(lowest('inert'));
  expect(more).toBeGreaterThan(lowest('inert'));
  const others = DECISION_RULES.filter(
    (rule) => RULE_NUMBERS[rule][0] > lowest('at-min') && RULE_NUMBERS[rule][0] < 50
  );
  expect(others).toEqual(expect.arrayContaining(['room', 'in-transition', 'unscaled', 'tolerance', 'largest-trigger']));
});

test('the lane is one query more, below the replicas, with words in place of numbers', () => {
  const board = overviewBoard({ scope: SCOPE });
  const wide = withDecisionLane(board, SCOPE);
  const ids = wide.rows.map(({ panels }) => panels.map(({ panel }) => panel.id).join(' '));
  expect(ids.slice(1, 3)).toEqual(['replica-chain load', 'decision-lane']);
  expect(queryCount(wide)).toBe(queryCount(board) + 1);
  const lane = panelsOf(wide).find(({ id }) => id === 'decision-lane')!;
  expect(toVizConfig(lane).fieldConfig.defaults.mappings).toEqual([
    {
      type: 'value',
      options: expect.objectContaining({ 20: { text: 'Room', color: 'green', index: expect.any(Number) } }),
    },
  ]);
});

test('thresholds in force are those of the query', () => {
  const limits = effectiveThresholds({
    values: { kvSpareTrigger: 0.17, scaleDownBoundary: 0.61 },
    source: 'ConfigMap',
  });
  const [target] = decisionLane(SCOPE, limits).targets;
  expect(target?.expr).toContain('< 0.17');
  expect(target?.expr).toContain('/ 0.61)');
});
