/**
 * One element of the param `load-steps`: a YAML text `{name, delay, duration, scenario}` whose scenario is a GuideLLM
 * scenario, either as a map or as a YAML text of its own.
 */
import { isMap, isSeq, parseDocument, type Document } from 'yaml';

import { t } from '../i18n/t';
import type { LoadProfile, LoadStep } from '../domain/loadProfile';
import { DecodeError } from './decodeError';

/** What a profile of GuideLLM is set by: requests a second, users at once, or nothing that is known beforehand. */
const SET_BY: Partial<Record<string, 'rate' | 'users'>> = {
  constant: 'rate',
  poisson: 'rate',
  async: 'rate',
  concurrent: 'users',
  synchronous: 'users',
};

/** A step is a few hundred bytes; what is longer is not one. */
export const MAX_STEP_BYTES = 64 * 1024;

type Path = Array<string | number>;

/**
 * A load step from its YAML text. Numbers may be given as text, the rate as a list of one, and `data` as the text
 * `prompt_tokens=1024,output_tokens=2048` (as GuideLLM itself allows).
 *
 * @param what names the step in the error, for example `load-steps[2]`
 * @throws DecodeError that names the field, or the line for broken YAML
 */
export function decodeLoadStep(yaml: string, what = t('validate.load-step.load-step', 'load step')): LoadStep {
  const root = asRecord(toJs(parse(yaml, what), what), what, '');
  const scenario = scenarioOf(root, what);
  const data = dataOf(scenario.data, what);
  return {
    name: root.name === undefined || root.name === null ? '' : String(root.name),
    delaySeconds: numberAt(root.delay ?? 0, what, 'delay'),
    durationSeconds: numberAt(root.duration, what, 'duration'),
    ...intensityOf(scenario, what),
    ...optional('promptTokens', data.prompt_tokens, what),
    ...optional('outputTokens', data.output_tokens, what),
  };
}

/**
 * A load step as YAML text. Fields of `base`, an earlier text of the same step, that this plugin does not know stay as
 * they are, comments included; a `base` that is broken is replaced.
 */
export function encodeLoadStep(step: LoadStep, base?: string): string {
  const doc = base === undefined ? undefined : editable(base);
  if (doc === undefined) {
    return encodeLoadStep(step, NEW_STEP);
  }
  set(doc, ['name'], step.name);
  set(doc, ['delay'], step.delaySeconds);
  set(doc, ['duration'], step.durationSeconds);
  editScenario(doc, step);
  return doc.toString({ lineWidth: 0 });
}

/**
 * The load profile of the elements of `load-steps`.
 *
 * @throws DecodeError that names the element and its field
 */
export function decodeLoadSteps(elements: string[]): LoadProfile {
  return { steps: elements.map((yaml, i) => decodeLoadStep(yaml, `load-steps[${i}]`)) };
}

const NEW_STEP = `name: step
delay: 0
duration: 0
scenario:
  request_type: text_completions
  profile: constant
  rate: 0
  data: {}
`;

function parse(yaml: string, what: string): Document {
  if (yaml.length > MAX_STEP_BYTES) {
    throw new DecodeError(
      what,
      '',
      t('validate.load-step.longer-than-kb', 'is longer than {{value}} kB, more than a load step needs', {
        value: MAX_STEP_BYTES / 1024,
      })
    );
  }
  let doc: Document;
  try {
    doc = parseDocument(yaml, { prettyErrors: true, logLevel: 'error' });
  } catch (error) {
    throw new DecodeError(
      what,
      '',
      t('validate.load-step.not-yaml', 'is not YAML: {{value}}', { value: firstLine(error) })
    );
  }
  const [error] = doc.errors;
  if (error) {
    const line = error.linePos?.[0].line;
    throw new DecodeError(
      what,
      '',
      line === undefined
        ? t('validate.load-step.not-yaml', 'is not YAML: {{value}}', { value: firstLine(error) })
        : t('validate.load-step.not-yaml-line', 'is not YAML (line {{line}}): {{value}}', {
            line,
            value: firstLine(error),
          })
    );
  }
  return doc;
}

/** Aliases that grow beyond reason, or lead nowhere, show up only now. */
function toJs(doc: Document, what: string): unknown {
  try {
    return doc.toJS({ maxAliasCount: 20 });
  } catch (error) {
    throw new DecodeError(
      what,
      '',
      t('validate.load-step.not-yaml', 'is not YAML: {{value}}', { value: firstLine(error) })
    );
  }
}

function editable(base: string): Document | undefined {
  try {
    const doc = parse(base, 'load step');
    return isMap(doc.contents) ? doc : undefined;
  } catch {
    return undefined;
  }
}

function editScenario(doc: Document, step: LoadStep): void {
  const scenario = doc.get('scenario');
  if (typeof scenario === 'string') {
    const inner = editable(scenario) ?? parseDocument('{}');
    setLoad(inner, [], step);
    set(doc, ['scenario'], inner.toString({ lineWidth: 0 }));
    return;
  }
  if (!isMap(scenario)) {
    doc.set('scenario', doc.createNode({ request_type: 'text_completions', profile: 'constant' }));
  }
  setLoad(doc, ['scenario'], step);
}

function setLoad(doc: Document, at: Path, step: LoadStep): void {
  setIntensity(doc, at, step);
  const data = doc.getIn([...at, 'data']);
  if (isSeq(data)) {
    return;
  }
  if (!isMap(data)) {
    doc.setIn([...at, 'data'], doc.createNode(typeof data === 'string' ? parsePairs(data) : {}));
  }
  set(doc, [...at, 'data', 'prompt_tokens'], step.promptTokens);
  set(doc, [...at, 'data', 'output_tokens'], step.outputTokens);
}

/** A rate, or users, where the profile is set by them; any other profile stays as it was written. */
function setIntensity(doc: Document, at: Path, step: LoadStep): void {
  const value = step.rate ?? (step.profile === 'synchronous' ? undefined : step.users);
  if (value !== undefined) {
    set(doc, [...at, 'rate'], value);
  }
}

/** Leaves a value that already means the same as it was written. */
function set(doc: Document, path: Path, value: string | number | undefined): void {
  const old = doc.getIn(path);
  if (value === undefined) {
    doc.deleteIn(path);
  } else if (old !== value) {
    doc.setIn(path, value);
  }
}

function scenarioOf(root: Record<string, unknown>, what: string): Record<string, unknown> {
  const { scenario } = root;
  if (typeof scenario === 'string') {
    return asRecord(toJs(parse(scenario, `${what}: scenario`), what), what, 'scenario');
  }
  return asRecord(scenario, what, 'scenario');
}

/** Rate or users of a scenario. A profile of another shape, or one without a rate, is no error: it may be started. */
function intensityOf(
  { profile, rate }: Record<string, unknown>,
  what: string
): Pick<LoadStep, 'rate' | 'users' | 'profile'> {
  if (typeof profile === 'object' && profile !== null) {
    // Newer scenarios say it in a map whose fields depend on the version.
    const { kind } = profile as { kind?: unknown };
    return { profile: typeof kind === 'string' ? kind : 'unknown' };
  }
  const name = typeof profile === 'string' ? profile : 'constant';
  const setBy = SET_BY[name];
  // Several rates are run in sequence, each for a time that the scenario does not say.
  const isSequence = Array.isArray(rate) && rate.length > 1;
  if (setBy === undefined || isSequence) {
    return { profile: name };
  }
  const value = Array.isArray(rate) ? rate[0] : rate;
  if (setBy === 'rate') {
    return { rate: numberAt(value, what, 'scenario.rate'), ...(name === 'constant' ? {} : { profile: name }) };
  }
  return { users: name === 'synchronous' ? 1 : numberAt(value, what, 'scenario.rate'), profile: name };
}

function dataOf(data: unknown, what: string): Record<string, unknown> {
  // A list mixes several sources: no one mean is true of it.
  if (data === undefined || data === null || Array.isArray(data)) {
    return {};
  }
  return typeof data === 'string' ? parsePairs(data) : asRecord(data, what, 'scenario.data');
}

function parsePairs(text: string): Record<string, unknown> {
  const pairs = text.split(',').map((pair) => pair.split('=').map((part) => part.trim()));
  return Object.fromEntries(
    pairs
      .filter(([key, value]) => key && value !== undefined)
      .map(([key, value]) => [key, /^\d+$/.test(value ?? '') ? Number(value) : value])
  );
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}

function asRecord(value: unknown, what: string, path: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new DecodeError(
      what,
      path,
      value === undefined || value === null
        ? t('validate.load-step.missing', 'is missing')
        : t('validate.load-step.expected-map', 'expected a map')
    );
  }
  return value as Record<string, unknown>;
}

function numberAt(value: unknown, what: string, path: string): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) {
    throw new DecodeError(
      what,
      path,
      value === undefined || value === null
        ? t('validate.load-step.missing', 'is missing')
        : t('validate.load-step.expected-number', 'expected a number')
    );
  }
  return number;
}

function optional(key: 'promptTokens' | 'outputTokens', value: unknown, what: string): Partial<LoadStep> {
  return value === undefined || value === null ? {} : { [key]: numberAt(value, what, `scenario.data.${key}`) };
}
