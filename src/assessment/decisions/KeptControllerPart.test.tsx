import { render, screen } from '@testing-library/react';
import React from 'react';

import type { KeptControllerLog } from '../../domain/analysis/runLogs';
import type { LaneSpan } from '../../domain/decisions/types';
import { KeptControllerPart } from './ControllerPart';

const AT = Date.UTC(2026, 10, 23, 15);
const workload = { namespace: 'llm', variant: 'decode' };
const span = {
  from: AT,
  to: AT + 60_000,
  decision: { changed: true, done: 2, direction: 'up', rule: 'spare-kv', measured: [], certainty: 'certain' },
} as unknown as LaneSpan;
const kept = (over: Partial<KeptControllerLog> = {}): KeptControllerLog => ({
  lines: 120,
  broken: 3,
  pod: 'wva-1',
  cycles: [
    {
      at: AT,
      namespace: 'llm',
      model: 'm',
      analyses: [],
      // WVA calls the variant by its scaler.
      decisions: [{ name: 'decode-scaler', current: 1, target: 2, action: 'up' }],
    },
  ],
  ...over,
});
const shown = (log: KeptControllerLog) =>
  render(<KeptControllerPart kept={log} workload={workload} span={span} timeText={() => '15:00:00'} />).container
    .textContent;

test('what the controller said is shown from the record, with the lines that could not be read', () => {
  expect(shown(kept())).toMatch(/Log of wva-1: 120 lines read, 3 cannot be read\./);
  expect(screen.getByText(/cycle of 15:00:00/)).toBeVisible();
});

test('a log that could not be read says why', () => {
  const why = 'no right to list pods in the namespace wva';
  expect(shown(kept({ cycles: [], lines: 0, broken: 0, why }))).toContain(why);
});
