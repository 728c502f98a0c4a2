import type { SceneObject } from '@grafana/scenes';

import type { EffectiveThresholds } from '../../domain/variant';
import type { Row } from '../../panels/spec';
import type { Scope } from '../../queries/selector';
import { BoardLayout } from '../BoardLayout';
import { boardRow } from '../boardScene';
import { StateStripScene } from './StateStripScene';
import { StateAndCharts } from './StateAndCharts';

interface Parts {
  uid: string;
  scope: Scope;
  thresholds: EffectiveThresholds;
  rows: Row[];
  /** The variant that an address names; without it the one that is chosen from those that are there. */
  named?: { namespace: string; name: string };
}

/** One variant: its state in words, and its charts. */
export function variantBody({ uid, scope, thresholds, rows, named }: Parts): SceneObject {
  return new StateAndCharts({
    strip: new StateStripScene({ uid, scope, thresholds, named }),
    charts: new BoardLayout({ children: rows.map((row) => boardRow(row, uid)) }),
  });
}
