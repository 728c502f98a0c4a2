import { PluginContextProvider, type AppPluginMeta } from '@grafana/data';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';

import { ExportButton } from './ExportButton';
import type { ExportMeta } from './exportDocument';
import { column } from './table';
import { testAnalysis } from './testing';

const published: Array<{ type: string; payload: string[] }> = [];
jest.mock('@grafana/runtime', () => ({
  getAppEvents: () => ({ publish: (event: { type: string; payload: string[] }) => published.push(event) }),
}));

/** Files that were handed to the browser. */
function savedFiles(): Array<{ name: string; blob: Blob }> {
  const saved: Array<{ name: string; blob: Blob }> = [];
  URL.createObjectURL = (blob) => {
    saved.push({ name: '', blob: blob as Blob });
    return 'blob:x';
  };
  URL.revokeObjectURL = () => undefined;
  jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.at(-1)!.name = this.download;
  });
  return saved;
}

const text = (blob: Blob): Promise<string> =>
  new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.readAsText(blob);
  });

afterEach(() => {
  jest.restoreAllMocks();
  published.length = 0;
});

test('two clicks save what is on screen, and what else belongs to it', async () => {
  const saved = savedFiles();
  const meta = { info: { version: '1.2.3' } } as AppPluginMeta;
  render(
    <PluginContextProvider meta={meta}>
      <ExportButton
        analyses={[testAnalysis('run-a')]}
        gates={['ttft-p99:+10%:fail']}
        more={() => [{ name: 'client_kpis', about: '', columns: [column.text('kpi', '', ['ttft-p50'])] }]}
      />
    </PluginContextProvider>
  );
  await userEvent.click(screen.getByRole('button', { name: /export/i }));
  await userEvent.click(await screen.findByRole('menuitem', { name: /JSON/ }));
  await waitFor(() => expect(saved).toHaveLength(1));
  expect(saved[0]?.name).toMatch(/^wva_run-a_\d{8}T\d{6}Z_json\.json$/);
  const document = JSON.parse(await text(saved[0]!.blob)) as { meta: ExportMeta } & Record<string, unknown>;
  expect(document.meta.generator).toEqual({ plugin: 'llmd-wva-app', version: '1.2.3' });
  expect(document.meta.link).toBe(window.location.href);
  expect(document.meta.gates).toEqual(['ttft-p99:+10%:fail']);
  expect(document.client_kpis).toEqual({ kpi: ['ttft-p50'] });
});

test('without a measured run there is nothing to export', () => {
  render(<ExportButton analyses={[]} missing={2} />);
  expect(screen.getByRole('button', { name: /export/i })).toHaveAttribute('aria-disabled', 'true');
});

test('an export that fails says so', async () => {
  URL.createObjectURL = () => {
    throw new Error('no room');
  };
  render(<ExportButton analyses={[testAnalysis('run-a')]} />);
  await userEvent.click(screen.getByRole('button', { name: /export/i }));
  await userEvent.click(await screen.findByRole('menuitem', { name: /CSV/ }));
  await waitFor(() => expect(published).toEqual([{ type: 'alert-error', payload: ['The export failed', 'no room'] }]));
});
