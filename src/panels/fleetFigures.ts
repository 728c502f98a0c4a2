/** Six figures over all variants. */
import { t } from '../i18n/t';
import type { EffectiveThresholds } from '../domain/variant';
import { atMaximum, missingReplicas, overVariants, variantCount, variantsAt } from '../queries/fleet';
import type { Scope } from '../queries/selector';
import { figure } from './figure';
import { fleetQueries } from './fleetQueries';
import type { PanelSpec, Threshold } from './spec';
import { ownChoice } from './thresholds';

const some = (label: string, severity: Threshold['severity']): Threshold[] => [
  { value: 1, label, severity, source: ownChoice() },
];

/** @param recorded reads what the recording rules keep; they have to be installed */
export function fleetFigures(scope: Scope, { values }: EffectiveThresholds, recorded = false): PanelSpec[] {
  const parts = fleetQueries(recorded);
  const of = (more: Omit<Parameters<typeof figure>[0], 'unit' | 'decimals' | 'noData'>) =>
    figure({ ...more, unit: 'short', decimals: 0, noData: t('boards.panel.no-variant-in', 'No variant in scope') });
  return [
    of({
      id: 'fleet-variants',
      title: t('boards.panel.fleet-variants.title', 'Variants'),
      question: t('boards.panel.fleet-variants.question', 'How many variants are there?'),
      text: t('boards.panel.fleet-variants.text', 'Those in scope of which WVA speaks, or in whose pods vLLM runs.'),
      query: variantCount(scope, parts),
    }),
    of({
      id: 'fleet-ready',
      title: t('boards.panel.fleet-ready.title', 'Ready'),
      question: t('boards.panel.fleet-ready.question', 'How many replicas serve?'),
      text: t('boards.panel.fleet-ready.text', 'Ready pods of all variants in scope.'),
      query: overVariants(parts.ready(scope)),
    }),
    of({
      id: 'fleet-missing',
      title: t('boards.panel.fleet-missing.title', 'Missing'),
      question: t('boards.panel.fleet-missing.question', 'How many wanted replicas do not serve?'),
      text: t(
        'boards.panel.fleet-missing.text',
        'Desired (by WVA, or else by the HPA) less ready, summed over the variants that lack some. A pod starts in two to seven minutes: a number that stays is not a start.'
      ),
      query: missingReplicas(scope, parts),
      thresholds: some(t('boards.panel.some-missing-from', 'some missing from 1'), 'warning'),
    }),
    of({
      id: 'fleet-scaling',
      title: t('boards.panel.fleet-scaling.title', 'Scaling up'),
      question: t('boards.panel.fleet-scaling.question', 'How many variants have no headroom, with help on its way?'),
      text: t(
        'boards.panel.fleet-scaling.text',
        'No room before WVA’s scale-up trigger, and more replicas wanted than ready.'
      ),
      query: variantsAt(scope, values, 'scaling', parts),
      thresholds: some(t('boards.panel.some-scaling-from', 'some scaling from 1'), 'warning'),
    }),
    of({
      id: 'fleet-stuck',
      title: t('boards.panel.fleet-stuck.title', 'Stuck'),
      question: t('boards.panel.fleet-stuck.question', 'How many variants have no headroom, with no help on its way?'),
      text: t(
        'boards.panel.fleet-stuck.text',
        'No room before WVA’s scale-up trigger, and as many replicas ready as wanted: at the maximum, or WVA does not see the load.'
      ),
      query: variantsAt(scope, values, 'stuck', parts),
      thresholds: some(t('boards.panel.some-stuck-from', 'some stuck from 1'), 'critical'),
    }),
    of({
      id: 'fleet-at-maximum',
      title: t('boards.panel.fleet-at-maximum.title', 'At maximum'),
      question: t('boards.panel.fleet-at-maximum.question', 'How many variants cannot grow?'),
      text: t('boards.panel.fleet-at-maximum.text', 'As many ready replicas as their HPA allows.'),
      query: atMaximum(scope, parts),
      thresholds: some(t('boards.panel.some-at-maximum', 'some at maximum from 1'), 'warning'),
    }),
  ];
}
