import { setBackendSrv, setDataSourceSrv, type BackendSrv, type DataSourceSrv } from '@grafana/runtime';
import { configure, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React, { useState } from 'react';
import { MemoryRouter } from 'react-router-dom';
import { of } from 'rxjs';

import { useAssessment } from '../../assessment/useAssessment';
import { hasRecord, type AnalyseRun } from '../../assessment/useComparison';
import type { TektonApi } from '../../datasource/types';
import { MemoryTekton } from '../../experiment/testing/memoryTekton';
import { NOW } from '../../experiment/testing/samples';
import { recordMap } from '../../records/configMap';
import { packRecord } from '../../records/pack';
import { testAnalysis } from '../../records/testing';
import { testIds } from '../../shared/testIds';
import { AnalysisTab } from './AnalysisTab';
import { RunScreen } from './RunScreen';
import { RUN_URL, type RunView } from './runUrl';
import { RunVerdict } from './RunVerdict';
import { useRunColumns } from './useRunColumns';

// Panels are Grafana's own: the browser tests draw them.
jest.mock('../../assessment/charts/DataPanel', () => ({
  DataPanel: ({ spec }: { spec: { title: string } }) => <p>{spec.title}</p>,
}));
configure({ asyncUtilTimeout: 10_000 });
jest.setTimeout(30_000);

// Grafana has no annotation, and no Prometheus.
setDataSourceSrv({ getList: () => [] } as unknown as DataSourceSrv);
setBackendSrv({ fetch: () => of({ data: [] }) } as unknown as BackendSrv);

const annotations = { list: async () => [], apply: async () => undefined };
const analysis = testAnalysis('kept');
const runRef = { namespace: analysis.run.namespace, name: 'kept' };
const map = recordMap(packRecord(analysis, { now: NOW, writer: { name: 'test', version: '1' } }));

function Run({ api, analyse }: { api: TektonApi; analyse: AnalyseRun }) {
  const [view, setView] = useState<RunView>(RUN_URL.read({}));
  const onView = (part: Partial<RunView>) => setView((old) => ({ ...old, ...part }));
  const assessment = useAssessment({ api, annotations, analyse, runRef, chosen: undefined });
  const shown = useRunColumns(assessment);
  return (
    <RunScreen
      {...{ api, runRef, view, onView }}
      Charts={() => <p>The charts</p>}
      isRecorded={hasRecord(assessment.run)}
      verdict={
        <RunVerdict
          assessment={assessment}
          columns={shown.columns}
          gates={{ experiments: {} }}
          onBaseline={() => undefined}
        />
      }
      analysis={<AnalysisTab assessment={assessment} shown={shown} view={view} onView={onView} />}
    />
  );
}

function show(items: unknown[]) {
  const cluster = { read: async () => ({ items, metadata: {} }), changedSince: async () => false, clockSkewMs: 0 };
  const analyse = jest.fn<ReturnType<AnalyseRun>, Parameters<AnalyseRun>>();
  render(
    <MemoryRouter>
      <Run api={Object.assign(new MemoryTekton([]), { cluster })} analyse={analyse} />
    </MemoryRouter>
  );
  return analyse;
}

test('a run that neither the cluster nor Grafana knows has verdict and figures from its record', async () => {
  const analyse = show([map]);
  expect(await screen.findByText(/from its record; tasks and logs are gone/)).toBeInTheDocument();
  expect(screen.getByTestId(testIds.compare.records)).toHaveTextContent('kept is shown from its record');
  expect(screen.getByTestId(testIds.run.verdict)).toHaveTextContent('TTFT p99');
  expect(screen.getByTestId(testIds.compare.kpis)).toHaveTextContent('Requests served');
  expect(analyse).not.toHaveBeenCalled();
});

test('without a record nothing is shown of it but that it is gone', async () => {
  show([]);
  expect(await screen.findByText(/Grafana has no annotation of it/)).toBeInTheDocument();
  expect(screen.queryByTestId(testIds.run.verdict)).toBeNull();
});

test('measured again, it says which figures differ from its record, with both', async () => {
  const analyse = show([map]);
  const fresh = testAnalysis('kept', 3);
  analyse.mockResolvedValue({ ...fresh, kpis: { ...analysis.kpis, 'error-rate': fresh.kpis['error-rate'] } });
  await userEvent.click(await screen.findByRole('button', { name: 'Measure again' }));
  const table = await screen.findByTestId(testIds.compare.measuredAgain);
  expect([...table.querySelectorAll('tbody tr')].map((row) => row.textContent)).toEqual(['Error rate1.00 %3.00 %']);
  expect(screen.queryByTestId(testIds.compare.records)).toBeNull();
});
