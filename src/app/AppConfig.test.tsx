import { PluginType, type AppPluginMeta, type DataSourceInstanceSettings } from '@grafana/data';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { of, throwError } from 'rxjs';

import { currentAppSettings, type AppJsonData } from '../shared/appSettings';
import { detect } from '../queries/detection';
import { detectionOf } from '../scenes/detection';
import AppConfig from './AppConfig';

const fetch = jest.fn();
const sources = [
  { uid: 'prom', name: 'Prometheus', type: 'prometheus' },
  { uid: 'tek', name: 'Tekton', type: 'llmd-tekton-datasource' },
] as DataSourceInstanceSettings[];
const configMap = jest.fn();

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  getBackendSrv: () => ({ fetch }),
  getDataSourceSrv: () => ({ getList: () => sources, get: async () => ({ configMap }) }),
}));
jest.mock('../scenes/detection', () => ({
  ...jest.requireActual('../scenes/detection'),
  detectionOf: jest.fn(),
  useDetection: () => ({ value: mockDetection(), loading: false, reload: () => undefined }),
}));
function mockDetection() {
  return detect([
    { labels: { clue: 'wva-new' }, value: 1 },
    { labels: { clue: 'wva-exported' }, value: 1 },
  ]);
}

const meta = { enabled: true, pinned: false, jsonData: { prometheusUid: 'prom', tektonUid: 'tek' } };
const show = () =>
  render(
    <AppConfig
      plugin={{ meta: { ...meta, type: PluginType.app } as unknown as AppPluginMeta<AppJsonData> } as never}
      query={{}}
    />
  );

beforeEach(() => {
  fetch.mockReset();
  configMap.mockReset().mockResolvedValue({ default: 'kvCacheThreshold: 0.7' });
  jest.mocked(detectionOf).mockReset();
});

test('a price of a GPU-hour is typed and saved', async () => {
  fetch.mockReturnValue(of({ data: {} }));
  show();
  await userEvent.click(screen.getByRole('button', { name: 'Add a price' }));
  const price = within(screen.getByRole('group', { name: 'Price 1' }));
  await userEvent.type(price.getByLabelText('Name'), 'L40S');
  await userEvent.type(price.getByLabelText('An hour of a GPU'), '1.2');
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  await screen.findByText('Saved');
  expect(currentAppSettings().gpuPrices).toEqual([{ by: 'accelerator', of: 'L40S', perGpuHour: 1.2 }]);
});

test('shows what was detected and found, and which thresholds are in force', async () => {
  show();
  expect(screen.getByText('0.5')).toBeInTheDocument();
  expect(screen.getByText('openshift')).toBeInTheDocument();
  await screen.findByText(/Found in the ConfigMap/, undefined, { timeout: 4000 });
  const row = screen.getByRole('rowheader', { name: 'kvCacheThreshold' }).closest('tr');
  expect(row).toHaveTextContent('0.7 (ConfigMap)');
  expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
});

test('saves what was typed, keeps enabled and pinned, says so, and the running app has it', async () => {
  fetch.mockReturnValueOnce(of({}));
  show();
  await userEvent.type(screen.getByLabelText('queueLengthThreshold, set by hand'), '8');
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  await screen.findByText('Saved');
  expect(fetch.mock.calls[0][0]).toMatchObject({
    url: '/api/plugins/llmd-wva-app/settings',
    method: 'POST',
    data: {
      enabled: true,
      pinned: false,
      jsonData: { prometheusUid: 'prom', thresholds: { queueLengthThreshold: 8 } },
    },
  });
  expect(screen.getByText(/Thresholds set by hand: queueLengthThreshold 8/)).toBeInTheDocument();
  expect(currentAppSettings().thresholds).toEqual({ queueLengthThreshold: 8 });
});

test('a refused save keeps what was typed, and can be tried again', async () => {
  fetch.mockReturnValueOnce(throwError(() => ({ status: 403, data: { message: 'permission denied' } })));
  show();
  const input = screen.getByLabelText('kvSpareTrigger, set by hand');
  await userEvent.type(input, '0.2');
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  await screen.findByText('permission denied');
  expect(screen.getByText(/Only an Admin/)).toBeInTheDocument();
  expect(input).toHaveValue('0.2');
  fetch.mockReturnValueOnce(of({}));
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await screen.findByText('Saved');
});

test('an impossible value is not sent', async () => {
  show();
  await userEvent.type(screen.getByLabelText('kvCacheThreshold, set by hand'), '80');
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(screen.getByText(/Not saved/)).toBeInTheDocument());
  expect(screen.getByText('A share from 0 to 1; a queue from 0 on.')).toBeInTheDocument();
  expect(fetch).not.toHaveBeenCalled();
});

test('a ConfigMap that cannot be read is said in words', async () => {
  configMap.mockResolvedValue(undefined);
  show();
  expect(await screen.findByText(/No ConfigMap llm-d-autoscaler\/wva-saturation-scaling-config/)).toBeInTheDocument();
});
