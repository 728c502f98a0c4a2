/** Load steps as they are typed: text until the run is sent, so that nothing half-typed is lost. */
import { t } from '../../i18n/t';
import { totalSeconds, type LoadProfile, type LoadStep } from '../../domain/loadProfile';
import { decodeLoadStep, encodeLoadStep } from '../../domain/loadSteps';
import type { Problem } from '../../kube/problem';
import { validateStep } from '../../kube/validateLoad';

export interface StepDraft {
  /** Tells rows apart while they are edited; never sent. */
  key: string;
  name: string;
  delay: string;
  duration: string;
  /** Requests per second, or users at once, as the profile has it; empty where it has neither. */
  rate: string;
  /** GuideLLM's profile where it is not a constant rate; what it is set by cannot be edited here. */
  profile?: string;
  setBy: 'rate' | 'users' | 'neither';
  promptTokens: string;
  outputTokens: string;
  /** The YAML that it came from: what no field shows (spread of tokens, other settings of the generator) is kept. */
  base?: string;
}

export const STEP_FIELDS = ['name', 'delay', 'duration', 'rate', 'promptTokens', 'outputTokens'] as const;
export type StepField = (typeof STEP_FIELDS)[number];

let nextKey = 0;
const newKey = () => `s${Date.now().toString(36)}-${nextKey++}`;

function stepDraft(step: LoadStep, base?: string): StepDraft {
  return {
    key: newKey(),
    name: step.name,
    delay: String(step.delaySeconds),
    duration: String(step.durationSeconds),
    rate: String(step.rate ?? step.users ?? ''),
    ...(step.profile === undefined ? {} : { profile: step.profile }),
    setBy: setByOf(step),
    promptTokens: step.promptTokens === undefined ? '' : String(step.promptTokens),
    outputTokens: step.outputTokens === undefined ? '' : String(step.outputTokens),
    base,
  };
}

function setByOf({ rate, users, profile }: LoadStep): StepDraft['setBy'] {
  if (rate !== undefined || profile === undefined) {
    return 'rate';
  }
  return users !== undefined && profile !== 'synchronous' ? 'users' : 'neither';
}

/** Rows from the elements of `load-steps`; undefined when one of them is not a load step, so that it is edited as text. */
export function readSteps(elements: string[]): StepDraft[] | undefined {
  try {
    return elements.map((yaml, i) => stepDraft(decodeLoadStep(yaml, `load-steps[${i}]`), yaml));
  } catch {
    return undefined;
  }
}

/** A step like the last one, after it in time: adding rows draws a stair. */
export function nextStep(steps: StepDraft[]): StepDraft {
  const last = steps[steps.length - 1];
  const base = last
    ? { ...loadStep(last), delaySeconds: loadStep(last).delaySeconds + 600 }
    : { name: '', delaySeconds: 0, durationSeconds: 600, rate: 0.5, promptTokens: 1024, outputTokens: 1024 };
  return stepDraft({ ...base, name: freeName(steps, `step-${steps.length + 1}`) }, last?.base);
}

export function duplicateStep(steps: StepDraft[], index: number): StepDraft[] {
  const step = steps[index];
  if (!step) {
    return steps;
  }
  const copy = { ...step, key: newKey(), name: freeName(steps, `${step.name}-copy`) };
  return [...steps.slice(0, index + 1), copy, ...steps.slice(index + 1)];
}

/** Pods and logs are told apart by the step's name. */
function freeName(steps: StepDraft[], wanted: string): string {
  const taken = new Set(steps.map((step) => step.name));
  let name = wanted;
  for (let n = 2; taken.has(name); n++) {
    name = `${wanted}-${n}`;
  }
  return name;
}

/** A row as numbers; NaN where the text is none. */
export function loadStep(draft: StepDraft): LoadStep {
  const promptTokens = optional(draft.promptTokens);
  const outputTokens = optional(draft.outputTokens);
  return {
    name: draft.name.trim(),
    delaySeconds: number(draft.delay),
    durationSeconds: number(draft.duration),
    ...intensity(draft),
    ...(promptTokens === undefined ? {} : { promptTokens }),
    ...(outputTokens === undefined ? {} : { outputTokens }),
  };
}

function intensity({ rate, profile, setBy }: StepDraft): Pick<LoadStep, 'rate' | 'users' | 'profile'> {
  const kind = profile === undefined ? {} : { profile };
  switch (setBy) {
    case 'rate':
      return { rate: number(rate), ...kind };
    case 'users':
      return { users: number(rate), ...kind };
    case 'neither':
      return { ...kind, ...(profile === 'synchronous' ? { users: 1 } : {}) };
  }
}

function number(text: string): number {
  return text.trim() === '' ? NaN : Number(text.trim().replace(',', '.'));
}

function optional(text: string): number | undefined {
  return text.trim() === '' ? undefined : number(text);
}

const encoded = new WeakMap<StepDraft, string>();

/** A row as an element of `load-steps`. A draft is never changed in place, so each is encoded once. */
export function stepYaml(draft: StepDraft): string {
  const known = encoded.get(draft);
  if (known !== undefined) {
    return known;
  }
  const yaml = isUnchanged(draft) ? (draft.base ?? '') : encodeLoadStep(loadStep(draft), draft.base);
  encoded.set(draft, yaml);
  return yaml;
}

/** A step that nobody edited is sent letter for letter as it came. */
function isUnchanged(draft: StepDraft): boolean {
  if (draft.base === undefined) {
    return false;
  }
  const before = stepDraft(decodeLoadStep(draft.base), draft.base);
  return STEP_FIELDS.every((field) => before[field] === draft[field]);
}

/** What is wrong with a row, by field. */
export function stepProblems(draft: StepDraft): Partial<Record<StepField, string>> {
  const problems = validateStep(loadStep(draft)).map(({ field, message }: Problem) => [field, message] as const);
  const name =
    draft.name.trim() === '' ? [['name', t('validate.step-needs-name', 'The step needs a name.')] as const] : [];
  return Object.fromEntries([...problems, ...name].filter(([field]) => isStepField(field)));
}

function isStepField(field: string): field is StepField {
  return (STEP_FIELDS as readonly string[]).includes(field);
}

/** The rows that make sense, for the chart: a half-typed one does not take the others away. */
export function profileOf(drafts: StepDraft[]): LoadProfile {
  return { steps: drafts.map(loadStep).filter((step) => validateStep(step).length === 0) };
}

/** Length of the load, seconds; 0 where no step makes sense yet. */
export const loadLength = (drafts: StepDraft[]): number => totalSeconds(profileOf(drafts));

/** The same load over another length: delays and durations in proportion, in whole seconds, none shorter than one. */
export function stretched(drafts: StepDraft[], seconds: number): StepDraft[] {
  const factor = seconds / loadLength(drafts);
  const scaled = (text: string, least: number) => {
    const value = number(text);
    return Number.isFinite(value) ? String(Math.max(least, Math.round(value * factor))) : text;
  };
  return Number.isFinite(factor) && factor > 0
    ? drafts.map((step) => ({ ...step, delay: scaled(step.delay, 0), duration: scaled(step.duration, 1) }))
    : drafts;
}
