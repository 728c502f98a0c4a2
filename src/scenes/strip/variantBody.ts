import type { SceneObject } from '@grafana/scenes';

import type { EffectiveThresholds } from '../../domain/variant';
import type { Row } from '../../panels/spec';
import type { Scope } from '../../queries/selector';
import { BoardLayout } from '../BoardLayout';
import { boardRow } from '../boardScene';
import { StateStripScene } from './StateStripScene';

interface VariantBody {
  uid: string;
  scope: Scope;
  thresholds: EffectiveThresholds;
  rows: Row[];
}

/** One variant: its state in words, and its charts. */
export function variantBody({ uid, scope, thresholds, rows }: VariantBody): SceneObject {
  return new BoardLayout({
    children: [new StateStripScene({ uid, scope, thresholds }), ...rows.map((row) => boardRow(row, uid))],
  });
}
