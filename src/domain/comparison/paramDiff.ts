/**
 * What differs in the parameters of runs, down to the field: a load step and a ScaledObject are YAML texts in a param, and
 * "they differ" would not say that it is the rate of the third step.
 */
import { parse } from 'yaml';

import type { NamedValue } from '../run';

/** A leaf of a run's params, at a path such as `load-steps[stair-2].scenario.rate`. */
export interface ParamRow {
  path: string;
  /** The text of each run, in the order given; undefined where a run has no such field. */
  values: Array<string | undefined>;
}

export interface ParamDiff {
  differing: ParamRow[];
  /** Leaves that are the same in every run. */
  same: number;
}

/** @param ignored names of params that tell runs apart without telling anything, for example the name of the run */
export function diffParams(runs: ReadonlyArray<readonly NamedValue[]>, ignored: readonly string[] = []): ParamDiff {
  const leaves = runs.map((params) => flattenParams(params.filter(({ name }) => !ignored.includes(name))));
  const paths = [...new Set(leaves.flatMap((run) => [...run.keys()]))];
  const rows = paths.map((path): ParamRow => ({ path, values: leaves.map((run) => run.get(path)) }));
  const differing = rows.filter(({ values }) => new Set(values).size > 1);
  return { differing: whole(differing, leaves), same: rows.length - differing.length };
}

/**
 * Where some runs lack a whole branch (a static run has no ScaledObject), the branch is one row: its leaves say nothing
 * that its absence does not.
 */
function whole(rows: ParamRow[], leaves: Array<Map<string, string>>): ParamRow[] {
  const folded = new Map<string, ParamRow>();
  for (const row of rows) {
    const branch = lackedBranch(row.path, leaves);
    if (branch === undefined) {
      folded.set(row.path, row);
    } else if (!folded.has(branch)) {
      folded.set(branch, { path: branch, values: leaves.map((run) => summaryOf(run, branch)) });
    }
  }
  return [...folded.values()];
}

/** The shortest prefix of a path that at least one run has nothing under while another has more than one leaf there. */
function lackedBranch(path: string, leaves: Array<Map<string, string>>): string | undefined {
  return prefixesOf(path).find((prefix) => {
    const counts = leaves.map((run) => under(run, prefix).length);
    return counts.includes(0) && counts.some((count) => count > 1);
  });
}

function prefixesOf(path: string): string[] {
  const ends = [...path.matchAll(/[.[]/g)].map(({ index }) => index).filter((index) => index > 0);
  return ends.map((end) => path.slice(0, end)).concat(path);
}

function under(run: Map<string, string>, prefix: string): Array<[string, string]> {
  return [...run].filter(([path]) => path === prefix || path.startsWith(`${prefix}.`) || path.startsWith(`${prefix}[`));
}

/** `minReplicaCount: 1, maxReplicaCount: 12, …`: the leaves of a branch by their last names, as far as a cell has room. */
function summaryOf(run: Map<string, string>, branch: string): string | undefined {
  const fields = under(run, branch).map(([path, text]) => `${path.slice(branch.length).replace(/^\./, '')}: ${text}`);
  return fields.length === 0 ? undefined : fields.join('\n');
}

/** All leaves by path; an empty text is as none. Never throws: a text that is no YAML is its own leaf. */
export function flattenParams(params: readonly NamedValue[]): Map<string, string> {
  const leaves = new Map<string, string>();
  for (const { name, value } of params) {
    flatten(structured(value), name, leaves, 0);
  }
  return leaves;
}

/** Deeper than any param that a person writes; a text cannot make the page run away. */
const MAX_DEPTH = 12;
const MAX_YAML_CHARS = 100_000;

function flatten(value: unknown, path: string, leaves: Map<string, string>, depth: number): void {
  if (depth < MAX_DEPTH && Array.isArray(value)) {
    const keys = elementKeys(value);
    value.forEach((element, i) => flatten(structured(element), `${path}[${keys[i]}]`, leaves, depth + 1));
  } else if (depth < MAX_DEPTH && isRecord(value)) {
    for (const [key, inner] of Object.entries(value)) {
      flatten(structured(inner), `${path}.${key}`, leaves, depth + 1);
    }
  } else if (leafText(value) !== '') {
    leaves.set(path, leafText(value));
  }
}

function leafText(value: unknown): string {
  return typeof value === 'string' ? value.trim() : value === undefined ? '' : JSON.stringify(value);
}

/** Elements are known by their `name` or `type` where each has one of its own, so that an inserted step is one difference. */
function elementKeys(elements: readonly unknown[]): string[] {
  for (const key of ['name', 'type']) {
    const names = elements.map((element) => {
      const record = structured(element);
      const name = isRecord(record) ? record[key] : undefined;
      return typeof name === 'string' && /^[\w-]{1,63}$/.test(name) ? name : undefined;
    });
    if (names.every((name) => name !== undefined) && new Set(names).size === names.length) {
      return names;
    }
  }
  return elements.map((_, i) => String(i));
}

/** A text of several lines that is a YAML map or list, as what it says; anything else as it is. */
function structured(value: unknown): unknown {
  if (typeof value !== 'string' || value.length > MAX_YAML_CHARS || !/\n|^\s*[{[]/.test(value.trim())) {
    return value;
  }
  try {
    const read: unknown = parse(value, { maxAliasCount: 0, logLevel: 'silent' });
    return typeof read === 'object' && read !== null ? read : value;
  } catch {
    return value; // Not YAML: compared as a text.
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
