/** The comparison as the app composes it, over a data source that speaks to a real HTTP server. */
import type { DataSourceInstanceSettings } from '@grafana/data';
import React, { useState } from 'react';
import { MemoryRouter } from 'react-router-dom';

import { COMPARE_URL, type CompareView } from '../../src/assessment/compareUrl';
import type { AnalyseRun } from '../../src/assessment/useComparison';
import { TektonDataSource } from '../../src/datasource/DataSource';
import type { TektonSettings } from '../../src/datasource/types';
import { effectiveThresholds } from '../../src/domain/variant';
import { CompareScreen } from '../../src/pages/compare/CompareScreen';

interface Compared {
  apiServer: string;
  namespace: string;
  names: readonly string[];
  analyse: AnalyseRun;
}

export const comparedPage = (compared: Compared): React.ReactElement => <Page {...compared} />;

const annotations = { list: async () => [], apply: async () => undefined };

function Page({ apiServer, namespace, names, analyse }: Compared): React.ReactElement {
  const [api] = useState(() => {
    const settings = { uid: 'tekton', name: 'Tekton', type: 't', jsonData: { apiServer, namespaces: [namespace] } };
    return new TektonDataSource(settings as unknown as DataSourceInstanceSettings<TektonSettings>);
  });
  const runs = names.map((name) => ({ namespace, name }));
  const [view, setView] = useState<CompareView>({ ...COMPARE_URL.read({}), runs });
  return (
    <MemoryRouter>
      <CompareScreen
        api={api}
        annotations={annotations}
        analyse={analyse}
        gates={{ experiments: {} }}
        view={view}
        onView={(part) => setView((old) => ({ ...old, ...part }))}
        thresholds={effectiveThresholds()}
      />
    </MemoryRouter>
  );
}
