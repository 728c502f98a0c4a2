import { EventBusSrv } from '@grafana/data';
import { setAppEvents } from '@grafana/runtime';
import { render } from '@testing-library/react';
import React from 'react';

import { forgetCaches } from '../domain/moduleCaches';
import type { RunPhase } from '../domain/phase';
import { useEndNotice } from './useEndNotice';

const notices: Array<[string, string[]]> = [];
const events = new EventBusSrv();
jest.spyOn(events, 'publish').mockImplementation((event) => {
  notices.push([event.type, event.payload as string[]]);
});

beforeEach(() => {
  setAppEvents(events);
  forgetCaches();
  notices.length = 0;
  document.title = 'stair - Grafana';
});

function View({ phase, uid }: { phase: RunPhase; uid: string }) {
  const finishedAt = phase === 'running' ? undefined : 600_000;
  useEndNotice({ uid, name: 'stair', phase, startedAt: 0, finishedAt });
  return null;
}
const page = (phase: RunPhase, uid = 'u') => (
  <>
    <View phase={phase} uid={uid} />
    <View phase={phase} uid={uid} />
  </>
);

test.each<[RunPhase, string, string]>([
  ['succeeded', 'alert-success', 'stair: Succeeded'],
  ['failed', 'alert-warning', 'stair: Failed'],
  ['timed-out', 'alert-warning', 'stair: Timed out'],
  ['cancelled', 'alert-warning', 'stair: Cancelled'],
])('an end as %s is said once, though two views follow the run', (phase, type, title) => {
  const { rerender } = render(page('running'));
  expect(notices).toEqual([]);
  rerender(page(phase));
  rerender(page(phase));
  expect(notices).toEqual([[type, [title, 'It took 10m 00s.']]]);
});

test('the window’s title has the phase while the run is followed', () => {
  const { rerender, unmount } = render(<View phase="running" uid="u" />);
  expect(document.title).toBe('Running · stair - Grafana');
  rerender(<View phase="succeeded" uid="u" />);
  expect(document.title).toBe('Succeeded · stair - Grafana');
  unmount();
  expect(document.title).toBe('stair - Grafana');
});

test('what had ended before is no news, nor is another run that comes into view', () => {
  const { rerender } = render(<View phase="succeeded" uid="u" />);
  rerender(<View phase="running" uid="v" />);
  rerender(<View phase="failed" uid="w" />);
  expect(notices).toEqual([]);
  expect(document.title).toBe('stair - Grafana');
});
