import React from 'react';

import type { RunAnalysis } from '../../../domain/analysis/runAnalysis';
import { failuresOf } from '../../../guidellm/failures';
import { t } from '../../../i18n/t';
import { testIds } from '../../../shared/testIds';
import { Section } from '../../../assessment/Section';
import { ClientCharts } from './ClientCharts';
import { basisText, FailureList, LeftOutNotice } from './ClientNotes';
import { ClientServerTable } from './ClientServerTable';
import { DropZone } from './DropZone';
import { PrintedSteps } from './PrintedSteps';
import { ReportFiles } from './ReportFiles';
import { useClientReports } from '../../../assessment/clientReports';

/** What the load generator itself measured, beside what the servers say. */
export function ClientSection({ analysis }: { analysis: RunAnalysis }): React.ReactElement {
  const { files, store, client, leftOut, figures } = useClientReports(analysis);
  return (
    <Section
      title={t('pages.run.client.title', 'Seen by the client')}
      note={
        client
          ? basisText(client)
          : t(
              'pages.run.client.note',
              'vLLM measures from when a request reaches it. GuideLLM’s own reports show what its clients waited for: the network, the gateway and its queue included.'
            )
      }
      testId={testIds.guidellm.section}
    >
      <DropZone onFiles={(added) => store.add(added)} />
      {files.length > 0 && <ReportFiles files={files} onRemove={(id) => store.remove(id)} />}
      <LeftOutNotice leftOut={leftOut} />
      {client && <ClientServerTable figures={figures} />}
      <FailureList failures={failuresOf(client, analysis.recorded?.logs?.load)} />
      <PrintedSteps load={analysis.recorded?.logs?.load} />
      {client && (
        <>
          <ClientCharts client={client} analysis={analysis} />
        </>
      )}
    </Section>
  );
}
