/** A table whose columns are asked at once, where Prometheus refuses them together: what is asked again, what is said. */
import type { PanelData } from '@grafana/data';

import type { PanelSpec } from '../panels/spec';

/** Ids of the targets that were refused and can be asked apart. */
export function refusedJoins({ targets }: PanelSpec, data: PanelData | undefined): string[] {
  const refused = new Set(data?.errors?.map(({ refId }) => refId));
  return targets.flatMap(({ refId, apart }) => (apart !== undefined && refused.has(refId) ? [refId] : []));
}

/** The answer with the title of the column before what was said about it; as it was, where all is named already. */
export function withColumns<D extends PanelData | undefined>(spec: PanelSpec, data: D): D {
  const titles = titlesOf(spec);
  const errors = data?.errors?.map((error) => {
    const title = titles.get(error.refId ?? '');
    const message = error.message ?? error.data?.message ?? '';
    return title === undefined || message.startsWith(`${title}: `)
      ? error
      : { ...error, message: `${title}: ${message}` };
  });
  return errors?.some((error, i) => error !== data?.errors?.[i]) ? { ...data, errors } : data;
}

/** Titles of columns by the target that fills each when it is asked apart. */
function titlesOf({ targets, viz }: PanelSpec): ReadonlyMap<string, string> {
  const columns = viz.kind === 'table' ? viz.columns : [];
  return new Map(
    targets.flatMap(({ cells = [], apart = [] }) =>
      apart.flatMap(({ refId }, i): Array<[string, string]> => {
        const column = columns.find(({ from }) => from === `value:${cells[i] ?? ''}`);
        return column === undefined ? [] : [[refId, column.title]];
      })
    )
  );
}
