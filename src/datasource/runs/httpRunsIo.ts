/** The run list over HTTP. */
import type { TektonClient } from '../TektonClient';
import { readPaths } from '../paths';
import type { RunsIo } from './namespaceSync';

/** Table form: a tenth of the objects. Metadata is what `includeObject` gives without being asked; asked for all the same. */
const TABLE = { Accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json' };

export function httpRunsIo(client: Pick<TektonClient, 'get' | 'getText' | 'stream'>): RunsIo {
  const list = (namespace: string) => ({ verb: 'list', resource: 'pipelineruns', namespace }) as const;
  const watch = (namespace: string) => ({ verb: 'watch', resource: 'pipelineruns', namespace }) as const;
  const watchQuery = (from: { resourceVersion: string; timeoutSeconds: number }) => ({
    watch: true,
    allowWatchBookmarks: true,
    includeObject: 'Metadata',
    ...from,
  });
  return {
    list: (namespace, page, signal) =>
      client.get(readPaths.pipelineRuns(namespace), list(namespace), {
        query: { ...page, includeObject: 'Metadata' },
        headers: TABLE,
        signal,
      }),
    watch: (namespace, from) =>
      client.stream(readPaths.pipelineRuns(namespace), watch(namespace), { query: watchQuery(from), headers: TABLE }),
    poll: (namespace, from, signal) =>
      client.getText(readPaths.pipelineRuns(namespace), watch(namespace), {
        query: watchQuery(from),
        headers: TABLE,
        signal,
      }),
  };
}
