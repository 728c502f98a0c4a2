/**
 * Text of a run's annotation: two lines for people with a link, then the facts that outlive Tekton's pruning as
 * `key=value` words in an HTML comment, which Grafana keeps and shows nothing of. It renders the text as sanitised HTML, so
 * all that comes from the cluster is escaped.
 */
import { RUN_TAG, taggedUid, uidKey, wellFormed, type AnnotationStatus } from './runAnnotationTags';
import { hasKnownRate, type LoadStep } from './loadProfile';
import { PHASES } from './phase';
import { parseRunId, RUN_MODES, runId, type Run, type RunMode, type RunRef } from './run';

/** What an annotation tells of a run besides its times, uid and outcome. */
export interface RunFacts {
  run: RunRef;
  experiment?: string;
  pipeline?: string;
  mode?: RunMode;
  variant?: string;
  /** Namespace of the workload under test. */
  namespace?: string;
  plannedSeconds?: number;
  /** `4` for a static run, `1..12` for bounds of the autoscaler. */
  replicas?: string;
  startedBy?: string;
  /** The load that was offered; token counts are means. */
  load?: LoadStep[];
}

const MAX_FACT_CHARS = 253;
/** A load of more steps than this is left out: the text stays short. */
export const MAX_LOAD_STEPS = 40;

/** What an annotation keeps of a run. */
export function factsOfRun(run: Run): RunFacts {
  return {
    run: { namespace: run.namespace, name: run.name },
    experiment: run.experiment,
    pipeline: run.pipeline,
    mode: run.mode,
    variant: run.variant,
    namespace: run.workloadNamespace ?? run.namespace,
    plannedSeconds: run.plannedSeconds,
    replicas: run.replicas,
    startedBy: run.startedBy,
    // Without a rate a step is not kept: nothing could be compared with it.
    load: run.loadProfile && hasKnownRate(run.loadProfile) ? run.loadProfile.steps : undefined,
  };
}

/** Of the line that says what ran; in English, whoever reads it. */
const MODE_WORDS: Readonly<Record<RunMode, string>> = {
  static: ' static',
  wva: ' with WVA',
  'wva-v1': ' with WVA',
  'wva-v2': ' with WVA',
  'keda-queue': ' with KEDA',
  'keda-saturation': ' with KEDA',
  keda: ' with KEDA',
  hpa: ' with HPA',
};

const wordOf = (status: AnnotationStatus): string =>
  status === 'unknown' ? 'gone before its end was seen' : PHASES[status].word;

/** Where a run's page is, as a path that Grafana serves, with its sub path. */
export interface RunLinks {
  run: (ref: RunRef) => string;
  /** Where the charts of the workload are, at a run's time; epoch ms. */
  charts?: (span: { namespace: string; variant: string; from: number; to: number }) => string;
}

/** Addresses for the text: the run's page, and its charts when it is known what was under load. */
export function hrefsOf(facts: RunFacts, links: RunLinks, from: number, to: number): { run: string; charts?: string } {
  const { run, namespace = run.namespace, variant } = facts;
  return {
    run: links.run(run),
    charts: variant === undefined ? undefined : links.charts?.({ namespace, variant, from, to }),
  };
}

/**
 * @param hrefs paths to the run's page and to its charts
 * @param word what is said of its status, where that is not the status itself
 */
export function formatText(
  facts: RunFacts,
  uid: string,
  status: AnnotationStatus,
  hrefs: { run: string; charts?: string },
  word = wordOf(status)
): string {
  const title = facts.experiment ?? facts.pipeline ?? 'Experiment';
  const mode = facts.mode === undefined ? '' : MODE_WORDS[facts.mode];
  const line = `${clip(title)}${mode} ${word}: ${clip(runId(facts.run))}`;
  const link = (href: string, text: string) => `<a href="${escapeHtml(href)}">${text}</a>`;
  const charts = hrefs.charts === undefined ? '' : ` · ${link(hrefs.charts, 'Charts')}`;
  return `${escapeHtml(line)} ${link(hrefs.run, 'Open run')}${charts}${aboutText(facts)}<!-- ${formatFacts(facts, uid)} -->`;
}

/** What else a person asks of a mark: how many replicas, how long, who. */
function aboutText({ replicas, plannedSeconds, startedBy }: RunFacts): string {
  const parts = [
    replicas && `replicas ${clip(replicas)}`,
    plannedSeconds !== undefined && `planned ${lengthText(plannedSeconds)}`,
    startedBy && `by ${clip(startedBy)}`,
  ].filter(Boolean);
  return parts.length === 0 ? '' : `<br>${escapeHtml(parts.join(', '))}`;
}

const lengthText = (seconds: number): string =>
  seconds < 60 ? `${Math.floor(seconds)} s` : `${Math.floor(seconds / 60)} min`;

/** The facts in a text: in its comment, or, as versions before wrote them, after its line. */
const factsIn = (text: string): string => /<!-- (.*?) -->/s.exec(text)?.[1] ?? text.slice(text.indexOf('<br>') + 4);

function formatFacts(facts: RunFacts, uid: string): string {
  const load = facts.load && facts.load.length <= MAX_LOAD_STEPS ? facts.load.map(formatStep).join(';') : undefined;
  const words: Array<[string, string | number | undefined]> = [
    ['run', runId(facts.run)],
    ['uid', uidKey(uid)],
    ['experiment', facts.experiment],
    ['pipeline', facts.pipeline],
    ['mode', facts.mode],
    ['variant', facts.variant],
    ['namespace', facts.namespace],
    ['planned', facts.plannedSeconds === undefined ? undefined : `${facts.plannedSeconds}s`],
    ['replicas', facts.replicas],
    ['by', facts.startedBy],
    ['load', load === '' ? undefined : load],
  ];
  return words
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([key, value]) => `${key}=${key === 'load' ? value : encodeFact(String(value))}`)
    .join(' ');
}

/** `delay/duration@rate`, with `:prompt/output` tokens where they are known. */
function formatStep(step: LoadStep): string {
  const tokens =
    step.promptTokens !== undefined && step.outputTokens !== undefined
      ? `:${step.promptTokens}/${step.outputTokens}`
      : '';
  return `${step.delaySeconds}/${step.durationSeconds}@${step.rate}${tokens}`;
}

const STEP = /^([\d.e+-]+)\/([\d.e+-]+)@([\d.e+-]+)(?::([\d.e+-]+)\/([\d.e+-]+))?$/;

function parseStep(text: string, index: number): LoadStep | undefined {
  const match = STEP.exec(text);
  if (!match) {
    return undefined;
  }
  const [delaySeconds, durationSeconds, rate, promptTokens, outputTokens] = match
    .slice(1)
    .map((part) => (part === undefined ? undefined : Number(part)));
  const step: LoadStep = {
    name: `step-${index + 1}`,
    delaySeconds: delaySeconds ?? 0,
    durationSeconds: durationSeconds ?? 0,
    rate: rate ?? 0,
  };
  return promptTokens === undefined || outputTokens === undefined ? step : { ...step, promptTokens, outputTokens };
}

/** The words of a text, by key; the first of each counts. */
function wordsOf(text: string): Map<string, string> {
  const words = new Map<string, string>();
  for (const [, key, value] of factsIn(text).matchAll(/(?:^|\s)([a-z]+)=(\S+)/g)) {
    if (key !== undefined && value !== undefined && !words.has(key)) {
      words.set(key, key === 'load' ? value : decodeFact(value));
    }
  }
  return words;
}

/** What an annotation is told apart by. */
interface Marked {
  tags?: readonly string[];
  text?: string;
}

/** The uid ({@link uidKey}) that an annotation of a run or a note holds: in its text, or, by older versions, in its tags. */
export function writtenUid({ tags = [], text = '' }: Marked): string | undefined {
  const uid = /<!--.*? uid=(\S+)/s.exec(text)?.[1];
  return uid === undefined ? taggedUid(tags) : decodeFact(uid);
}

/** {@link writtenUid} of a run's annotation; undefined for a note or for an annotation that is not ours. */
export function markedUid(mark: Marked): string | undefined {
  return mark.tags?.includes(RUN_TAG) ? writtenUid(mark) : undefined;
}

/** The facts in an annotation's text; undefined when it names no run. Never throws. */
export function parseText(text: string): RunFacts | undefined {
  const words = wordsOf(text);
  const run = parseRunId(words.get('run') ?? '');
  if (!run) {
    return undefined;
  }
  const planned = /^(\d+(?:\.\d+)?)s$/.exec(words.get('planned') ?? '')?.[1];
  return {
    run,
    experiment: words.get('experiment'),
    pipeline: words.get('pipeline'),
    mode: RUN_MODES.find((mode) => mode === words.get('mode')),
    variant: words.get('variant'),
    namespace: words.get('namespace'),
    plannedSeconds: planned === undefined ? undefined : Number(planned),
    replicas: words.get('replicas'),
    startedBy: words.get('by'),
    load: parseLoad(words.get('load')),
  };
}

function parseLoad(text: string | undefined): LoadStep[] | undefined {
  const steps = text?.split(';').map(parseStep);
  return steps?.every((step) => step !== undefined) ? steps : undefined;
}

/** Readable where it can be: percent-encoding only where a value would be taken for something else. */
function encodeFact(value: string): string {
  return clip(value).replace(/[^A-Za-z0-9._~/@,-]/gu, (character) =>
    encodeURIComponent(character).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
  );
}

/** What is not encoded well stays as it is. */
export function decodeFact(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function clip(text: string): string {
  const whole = wellFormed(text);
  return whole.length <= MAX_FACT_CHARS ? whole : wellFormed(whole.slice(0, MAX_FACT_CHARS - 1)) + '…';
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

const MAX_NOTE_CHARS = 2000;

/** The end of a text that holds whose run it is on, of which Grafana shows nothing. */
export const uidComment = (uid: string): string => `<!-- uid=${encodeFact(uidKey(uid))} -->`;

/** A note on a run as annotation text. */
export function noteText(note: string, uid: string): string {
  return escapeHtml(wellFormed(note.trim().slice(0, MAX_NOTE_CHARS))) + uidComment(uid);
}

/** Inverse of {@link noteText}, for showing a note as text. Tags that someone else wrote are shown as they are. */
export function parseNote(text: string): string {
  return text.replace(/<!-- .*? -->$/s, '').replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => {
    return Object.keys(ENTITIES).find((character) => ENTITIES[character] === entity) ?? entity;
  });
}
