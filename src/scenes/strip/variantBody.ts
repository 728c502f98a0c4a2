import type { SceneObject } from '@grafana/scenes';

import type { EffectiveThresholds } from '../../domain/variant';
import type { Row } from '../../panels/spec';
import type { Scope } from '../../queries/selector';
import { AlertsScene } from '../alerts/AlertsScene';
import { BoardLayout } from '../BoardLayout';
import { boardRow } from '../boardScene';
import { StateStripScene } from './StateStripScene';
import { StateAndCharts } from './StateAndCharts';

interface Parts {
  uid: string;
  scope: Scope & { namespace: string; variant: string };
  thresholds: EffectiveThresholds;
  rows: Row[];
  /** The variant that an address names; without it the one that is chosen from those that are there. */
  named?: { namespace: string; name: string };
  /** What stands below the first row, where the page has such. */
  afterReplicas?: SceneObject;
}

/** One variant: its state in words, and its charts. */
export function variantBody({ uid, scope, thresholds, rows, named, afterReplicas }: Parts): SceneObject {
  const [replicas, ...others] = rows.map((row) => boardRow(row, uid));
  return new StateAndCharts({
    strip: new StateStripScene({ uid, scope, thresholds, named }),
    alerts: new AlertsScene({ uid, subject: { kind: 'variant', namespace: scope.namespace, variant: scope.variant } }),
    charts: new BoardLayout({
      children: [...(replicas ? [replicas] : []), ...(afterReplicas ? [afterReplicas] : []), ...others],
    }),
  });
}
