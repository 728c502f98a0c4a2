/** Six figures over all variants. */
import type { EffectiveThresholds } from '../domain/variant';
import { atMaximum, missingReplicas, overVariants, variantCount, variantsAt } from '../queries/fleet';
import type { Scope } from '../queries/selector';
import { figure } from './figure';
import { fleetQueries } from './fleetQueries';
import type { PanelSpec, Threshold } from './spec';

const OWN = "this plugin's choice";
const some = (label: string, severity: Threshold['severity']): Threshold[] => [
  { value: 1, label, severity, source: OWN },
];

/** @param recorded reads what the recording rules keep; they have to be installed */
export function fleetFigures(scope: Scope, { values }: EffectiveThresholds, recorded = false): PanelSpec[] {
  const parts = fleetQueries(recorded);
  const of = (more: Omit<Parameters<typeof figure>[0], 'unit' | 'decimals' | 'noData'>) =>
    figure({ ...more, unit: 'short', decimals: 0, noData: 'No variant in scope' });
  return [
    of({
      id: 'fleet-variants',
      title: 'Variants',
      question: 'How many variants does WVA manage?',
      text: 'Those in scope whose desired replicas it reports.',
      query: variantCount(scope, parts),
    }),
    of({
      id: 'fleet-ready',
      title: 'Ready replicas',
      question: 'How many replicas serve?',
      text: 'Ready pods of all variants in scope.',
      query: overVariants(parts.ready(scope)),
    }),
    of({
      id: 'fleet-missing',
      title: 'Missing replicas',
      question: 'How many wanted replicas do not serve?',
      text: 'WVA desired less ready, summed over the variants that lack some. A pod starts in two to seven minutes: a number that stays is not a start.',
      query: missingReplicas(scope, parts),
      thresholds: some('some missing from 1', 'warning'),
    }),
    of({
      id: 'fleet-scaling',
      title: 'Scaling up',
      question: 'How many variants have no headroom, with help on its way?',
      text: 'No room before WVA’s scale-up trigger, and more replicas wanted than ready.',
      query: variantsAt(scope, values, 'scaling', parts),
      thresholds: some('some scaling from 1', 'warning'),
    }),
    of({
      id: 'fleet-stuck',
      title: 'Stuck',
      question: 'How many variants have no headroom, with no help on its way?',
      text: 'No room before WVA’s scale-up trigger, and as many replicas ready as wanted: at the maximum, or WVA does not see the load.',
      query: variantsAt(scope, values, 'stuck', parts),
      thresholds: some('some stuck from 1', 'critical'),
    }),
    of({
      id: 'fleet-at-maximum',
      title: 'At maximum',
      question: 'How many variants cannot grow?',
      text: 'As many ready replicas as their HPA allows.',
      query: atMaximum(scope, parts),
      thresholds: some('some at maximum from 1', 'warning'),
    }),
  ];
}
