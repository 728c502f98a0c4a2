/** Params and results as text to read: a YAML document in a string is told from a plain value. */
import { parse } from 'yaml';

import type { ParamValue } from '../../domain/run';

export type ShownValue =
  | { kind: 'plain'; text: string }
  | { kind: 'empty' }
  | { kind: 'block'; text: string }
  | { kind: 'list'; items: ShownValue[] }
  | { kind: 'entries'; entries: Array<{ key: string; value: ShownValue }> };

/** Longer texts are shown as a block that can be folded. */
const LONG = 120;

export function shownValue(value: ParamValue): ShownValue {
  if (Array.isArray(value)) {
    return value.length === 0 ? { kind: 'empty' } : { kind: 'list', items: value.map(shownText) };
  }
  if (typeof value === 'string') {
    return shownText(value);
  }
  const entries = Object.entries(value).map(([key, text]) => ({ key, value: shownText(text) }));
  return entries.length === 0 ? { kind: 'empty' } : { kind: 'entries', entries };
}

function shownText(text: string): ShownValue {
  if (text.trim() === '') {
    return { kind: 'empty' };
  }
  const json = prettyJson(text);
  if (json !== undefined) {
    return { kind: 'block', text: json };
  }
  return text.includes('\n') || text.length > LONG
    ? { kind: 'block', text: text.replace(/\n+$/, '') }
    : { kind: 'plain', text };
}

function prettyJson(text: string): string | undefined {
  if (!/^\s*[[{]/.test(text)) {
    return undefined;
  }
  try {
    const value: unknown = JSON.parse(text);
    return JSON.stringify(value, null, 2);
  } catch {
    return undefined; // Not JSON: shown as it is.
  }
}

/** What a block holds, for its heading: the `kind` and name of a manifest, or the `name` of a load step. */
export function blockTitle(text: string): string | undefined {
  if (text.length > 20_000) {
    return undefined;
  }
  try {
    const value: unknown = parse(text, { maxAliasCount: 0 });
    if (typeof value !== 'object' || value === null) {
      return undefined;
    }
    const { kind, name, metadata } = value as { kind?: unknown; name?: unknown; metadata?: { name?: unknown } | null };
    const parts = [kind, name ?? metadata?.name].filter((part): part is string => typeof part === 'string');
    return parts.length > 0 ? parts.join(' ') : undefined;
  } catch {
    return undefined; // Not YAML: no title.
  }
}
