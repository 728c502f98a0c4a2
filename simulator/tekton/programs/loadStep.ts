/** One element of `load-steps`, as the load task reads it. */
import { parse } from 'yaml';

import type { TokenSpread } from '../../ports';
import { isObject } from '../../kube/patch';
import { parseDuration } from '../duration';

export interface GuideLlmRun {
  name: string;
  delaySeconds: number;
  durationSeconds: number;
  /** Requests per second. */
  rate: number;
  arrivals?: 'poisson';
  promptTokens: number;
  outputTokens: number;
  promptSpread?: TokenSpread;
  outputSpread?: TokenSpread;
}

/** Throws an Error whose message says which field is wrong; the load task ends with it. */
export function parseLoadStep(text: string): GuideLlmRun {
  const step = yamlMap(text, 'load step');
  const scenario = typeof step.scenario === 'string' ? yamlMap(step.scenario, 'scenario') : step.scenario;
  if (!isObject(scenario)) {
    throw new Error('load step has no scenario');
  }
  const profile = scenario.profile ?? scenario.rate_type ?? 'constant';
  if (profile !== 'constant' && profile !== 'poisson') {
    throw new Error(`scenario.profile: only constant and poisson are simulated, not ${JSON.stringify(profile)}`);
  }
  const data = dataOf(scenario.data);
  return {
    name: typeof step.name === 'string' ? step.name : 'step',
    delaySeconds: seconds(step.delay ?? 0, 'delay'),
    durationSeconds: positive(seconds(step.duration ?? scenario.max_seconds, 'duration'), 'duration'),
    rate: positive(
      number(Array.isArray(scenario.rate) ? scenario.rate[0] : scenario.rate, 'scenario.rate'),
      'scenario.rate'
    ),
    promptTokens: positive(number(data.prompt_tokens, 'scenario.data.prompt_tokens'), 'scenario.data.prompt_tokens'),
    outputTokens: positive(number(data.output_tokens, 'scenario.data.output_tokens'), 'scenario.data.output_tokens'),
    ...(profile === 'poisson' ? { arrivals: profile } : {}),
    ...spread(data, 'prompt'),
    ...spread(data, 'output'),
  };
}

function yamlMap(text: string, what: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = parse(text, { maxAliasCount: 20, logLevel: 'error' });
  } catch (error) {
    throw new Error(`${what} is not YAML: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
  }
  if (!isObject(value)) {
    throw new Error(`${what} is not a YAML map`);
  }
  return value;
}

/** GuideLLM takes its data as a map or as `prompt_tokens=1024,output_tokens=256`. */
function dataOf(data: unknown): Record<string, unknown> {
  if (typeof data === 'string') {
    return Object.fromEntries(data.split(',').map((pair) => pair.split('=').map((part) => part.trim())));
  }
  if (isObject(data)) {
    return data;
  }
  throw new Error('scenario.data is missing');
}

function number(value: unknown, field: string): number {
  const parsed = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof parsed !== 'number' || !Number.isFinite(parsed)) {
    throw new Error(`${field} must be a number, got ${JSON.stringify(value) ?? 'nothing'}`);
  }
  return parsed;
}

/** Plain seconds, or a duration such as `10m`. */
function seconds(value: unknown, field: string): number {
  const parsed = typeof value === 'string' ? (parseDuration(value) ?? number(value, field)) : number(value, field);
  if (parsed < 0) {
    throw new Error(`${field} must not be negative, got ${parsed}`);
  }
  return parsed;
}

function positive(value: number, field: string): number {
  if (value <= 0) {
    throw new Error(`${field} must be greater than 0, got ${value}`);
  }
  return value;
}

function spread(data: Record<string, unknown>, kind: 'prompt' | 'output'): Record<string, TokenSpread> {
  const prefix = `${kind}_tokens`;
  if (data[`${prefix}_stdev`] === undefined) {
    return {};
  }
  return {
    [`${kind}Spread`]: {
      stdev: number(data[`${prefix}_stdev`], `scenario.data.${prefix}_stdev`),
      min: number(data[`${prefix}_min`] ?? 1, `scenario.data.${prefix}_min`),
      max: number(data[`${prefix}_max`] ?? Number.MAX_SAFE_INTEGER, `scenario.data.${prefix}_max`),
    },
  };
}
