/** The dashboards as the files that are committed. */
import path from 'node:path';

import { catalogue, type CatalogueOptions } from './catalogue';
import { render } from './render';

export const GENERATED = path.resolve(__dirname, 'generated');

/** Text of each file by its name. */
export function dashboardFiles(options: CatalogueOptions = {}): Map<string, string> {
  const specs = catalogue(options);
  const boards = specs.map(({ board }) => board);
  return new Map(specs.map((spec) => [`${spec.board.id}.json`, stableText(render(spec, boards))]));
}

/** JSON with its keys in alphabetical order, so that a change shows as what it is. */
export function stableText(value: unknown): string {
  return `${JSON.stringify(value, sortKeys, 2)}\n`;
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
