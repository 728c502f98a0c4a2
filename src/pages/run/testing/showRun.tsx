/** The page of a run, without its charts, over a cluster and annotations in memory. */
import { EventBusSrv, OrgRole } from '@grafana/data';
import { config, setAppEvents } from '@grafana/runtime';
import { configure, render, screen } from '@testing-library/react';
import React, { useEffect, useState } from 'react';
import { MemoryRouter } from 'react-router-dom';

import { grafanaAnnotations } from '../../../annotations/store';
import type { RunAnnotation } from '../../../domain/runAnnotation';
import { testIds } from '../../../shared/testIds';
import type { ChartedRun } from '../runCharts';
import { RunScreen } from '../RunScreen';
import { RUN_URL, type RunView } from '../runUrl';
import type { MemoryTekton } from '../../../experiment/testing/memoryTekton';

// Busy machines are slow; what is waited for comes, or never does.
configure({ asyncUtilTimeout: 10_000 });
jest.setTimeout(30_000);

/** Told what the charts are about. */
export const onCharted = jest.fn();
/** What Grafana has; emptied before each test. */
export const annotations: RunAnnotation[] = [];

beforeEach(() => {
  setAppEvents(new EventBusSrv());
  config.bootData.user.orgRole = OrgRole.Editor;
  annotations.length = 0;
  onCharted.mockClear();
  jest
    .spyOn(grafanaAnnotations, 'list')
    .mockImplementation(async ({ tags }) => annotations.filter((a) => tags.every((tag) => a.tags.includes(tag))));
});

interface Props {
  api: MemoryTekton;
  name?: string;
  initial?: Partial<RunView>;
}

function Charts({ charted }: { charted: ChartedRun }) {
  useEffect(() => onCharted(charted), [charted]);
  return <p>The charts</p>;
}

function Page({ api, name = 'stair-wva-abcde', initial }: Props) {
  const [view, setView] = useState<RunView>({ ...RUN_URL.read({}), ...initial });
  return (
    <MemoryRouter>
      <RunScreen
        api={api}
        runRef={{ namespace: 'experiment-01', name }}
        view={view}
        onView={(part) => setView((old) => ({ ...old, ...part }))}
        Charts={Charts}
      />
    </MemoryRouter>
  );
}

export function showRun(api: MemoryTekton, props: Omit<Props, 'api'> = {}): void {
  render(<Page api={api} {...props} />);
}

export const header = () => screen.findByTestId(testIds.run.header);
