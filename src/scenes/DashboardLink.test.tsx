import { locationService, setBackendSrv } from '@grafana/runtime';
import { render, screen } from '@testing-library/react';
import React from 'react';

import { forgetCaches } from '../domain/moduleCaches';
import { DashboardLink, twinPath } from './DashboardLink';

test.each([
  [
    'time and choices of the page',
    'from=now-3h&to=now&var-node=gpu-1&refresh=30s&viewPanel=x',
    {},
    'from=now-3h&to=now&var-node=gpu-1',
  ],
  ['several values of a choice', 'var-node=a&var-node=b', {}, 'var-node=a&var-node=b'],
  [
    'what the page has decided',
    'from=1&to=2',
    { namespace: 'ns', variant: 'a&b' },
    'from=1&to=2&var-namespace=ns&var-variant=a%26b',
  ],
])('keeps %s', (_what, search, chosen, query) => {
  expect(twinPath('llmd-wva-gpus', new URLSearchParams(search), chosen)).toBe(`/d/llmd-wva-gpus?${query}`);
});

test('leads to a dashboard that is installed, and says nothing of one that is not', async () => {
  locationService.push('/a/llmd-wva-app/gpus?from=now-6h&to=now');
  setBackendSrv({ get: async () => [{ uid: 'llmd-wva-gpus' }] } as never);
  const [there, missing] = (['llmd-wva-gpus', 'llmd-wva-fleet'] as const).map((uid) => new DashboardLink({ uid }));
  render(
    <>
      <DashboardLink.Component model={there!} />
      <DashboardLink.Component model={missing!} />
    </>
  );
  expect(await screen.findByRole('link')).toHaveAttribute('href', '/d/llmd-wva-gpus?from=now-6h&to=now');
  expect(screen.getAllByRole('link')).toHaveLength(1);
});

test('a failure is not remembered: the next page asks again', async () => {
  forgetCaches();
  const get = jest
    .fn()
    .mockRejectedValueOnce(new Error('Bad Gateway'))
    .mockResolvedValue([{ uid: 'llmd-wva-gpus' }]);
  setBackendSrv({ get } as never);
  const link = new DashboardLink({ uid: 'llmd-wva-gpus' });
  const first = render(<DashboardLink.Component model={link} />);
  await expect(get.mock.results[0]?.value).rejects.toThrow('Bad Gateway');
  expect(screen.queryByRole('link')).toBeNull();
  first.unmount();
  render(<DashboardLink.Component model={link} />);
  expect(await screen.findByRole('link')).toBeInTheDocument();
  expect(get).toHaveBeenCalledTimes(2);
});
