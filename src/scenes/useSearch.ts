import { locationService } from '@grafana/runtime';
import { useSyncExternalStore } from 'react';

/** A part of what stands behind the `?` of the page's address; asked anew when that changes. @param pick gives a text, or nothing */
export function useSearch<T extends string | null | undefined>(pick: (search: URLSearchParams) => T): T {
  return useSyncExternalStore(listen, () => pick(locationService.getSearch()));
}

function listen(onChange: () => void): () => void {
  return locationService.getHistory().listen(onChange);
}
