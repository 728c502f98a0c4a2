/** What was typed, kept until the run is started: over a panel's refresh and resize in memory, over a reload in the session. */
import { listCache } from '../../domain/moduleCaches';
import type { RunFormValues } from './model';

export interface Draft {
  namespace: string;
  pipeline: string;
  /** Preset that it began with. */
  presetId?: string;
  values: RunFormValues;
}

const memory = new Map<string, Draft>();
listCache('drafts of the start form', () => memory.clear());
const keyOf = (key: string) => `llmd-wva-app:draft:${key}`;

export function readDraft(key: string): Draft | undefined {
  const known = memory.get(key);
  if (known) {
    return known;
  }
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(keyOf(key)) ?? 'null');
    return isDraft(stored) ? stored : undefined;
  } catch {
    return undefined; // no storage, or not ours: memory is enough
  }
}

export function writeDraft(key: string, draft: Draft): void {
  memory.set(key, draft);
  try {
    sessionStorage.setItem(keyOf(key), JSON.stringify(draft));
  } catch {
    // a full or forbidden storage costs only the draft after a reload
  }
}

export function dropDraft(key: string): void {
  memory.delete(key);
  try {
    sessionStorage.removeItem(keyOf(key));
  } catch {
    // as above
  }
}

function isDraft(value: unknown): value is Draft {
  const draft = value as Partial<Draft> | null;
  return (
    typeof draft?.namespace === 'string' &&
    typeof draft.pipeline === 'string' &&
    Array.isArray(draft.values?.params) &&
    Array.isArray(draft.values.workspaces) &&
    (draft.values.steps === null || Array.isArray(draft.values.steps))
  );
}
