/** What a data source is asked, to find out what it holds: a count of series a clue. */
import { M, METRICS, namesOf } from './metrics';
import { VARIANT_LABEL } from './owners';
import { anyName, series, tag } from './promql';
import { OWNER_RECORD } from './records';
import { braces, type Matcher } from './selector';

const has = (label: string): Matcher => ({ label, op: '!=', value: '' });
const lacks = (label: string): Matcher => ({ label, op: '=', value: '' });
/** A pod that is the exporter's own says nothing about who holds the GPU. */
const NOT_EXPORTER: Matcher = { label: 'pod', op: '!~', value: '(nvidia-)?dcgm-exporter-.+' };
const OLD_DESIRED = namesOf('wvaDesired').slice(1).join('|');
/** Names of metrics that a version of WVA was the first to emit, and that it always emits. */
export const NAMES_OF_VERSIONS = {
  'wva-0.7': [M.wvaModels, `${M.wvaCycle}_count`],
  'wva-0.8': [M.wvaConfig, M.wvaUtilization],
  'wva-0.9': [M.wvaSaturationUp],
} as const;
const firstIn = (version: keyof typeof NAMES_OF_VERSIONS): string =>
  braces([{ label: '__name__', op: '=~', value: NAMES_OF_VERSIONS[version].join('|') }]);

/** Any of the exporter's metrics: with MIG there is no utilisation, and no GPU is not the same. */
const ANY_DCGM: Matcher = {
  label: '__name__',
  op: '=~',
  value: Object.values(METRICS)
    .map(({ name }) => name)
    .filter((name) => name.startsWith('DCGM_'))
    .join('|'),
};

/** Each clue: a count of the series that carry it. */
const CLUES = {
  'wva-new': series(M.wvaDesired, []),
  'wva-old': braces([{ label: '__name__', op: '=~', value: OLD_DESIRED }]),
  'wva-0.7': firstIn('wva-0.7'),
  'wva-0.8': firstIn('wva-0.8'),
  'wva-0.9': firstIn('wva-0.9'),
  'wva-exported': braces([anyName('wvaDesired'), has('exported_namespace')]),
  'wva-plain': braces([anyName('wvaDesired'), lacks('exported_namespace'), has('namespace')]),
  gpu: braces([ANY_DCGM]),
  'gpu-exported': braces([ANY_DCGM, has('exported_pod')]),
  'gpu-plain': braces([ANY_DCGM, lacks('exported_pod'), has('pod'), NOT_EXPORTER]),
  'gpu-Hostname': braces([ANY_DCGM, has('Hostname')]),
  'gpu-hostname': braces([ANY_DCGM, has('hostname')]),
  vllm: series(M.running, []),
  kube: braces([{ label: '__name__', op: '=~', value: `${M.ready}|${M.statefulReady}` }]),
  'owner-label': series(M.running, [has(VARIANT_LABEL)]),
  'owner-rule': series(M.podOwnerRule, []),
  'owner-kube': series(M.podOwner, []),
  'hpa-info': series(M.hpaInfo, []),
  hpa: series(M.hpaDesired, []),
  epp: braces([anyName('eppQueue')]),
  recorded: series(OWNER_RECORD, []),
} as const;
export type Clue = keyof typeof CLUES | 'unrecorded';

/** Where within a range it is looked whether the recording rules were at work while something served, as shares of it. */
const LOOKS = [1, 0.75, 0.5, 0.25];

/** Servers at times when the recording rules kept nothing. */
function unrecorded(seconds: number): string {
  const at = (look: number) => `offset ${Math.max(1, Math.floor(seconds * look))}s`;
  return LOOKS.map(
    (look) => `(${series(M.running, [])} ${at(look)} unless on () ${series(OWNER_RECORD, [])} ${at(look)})`
  ).join(' or ');
}

/**
 * One instant query that gathers all clues: at most 22 series, labelled `clue`.
 *
 * @param seconds length of the range before it over which the recording rules have to have been at work; without it, now
 */
export function probe(seconds?: number): string {
  const clues = { ...CLUES, ...(seconds === undefined ? {} : { unrecorded: unrecorded(seconds) }) };
  return Object.entries(clues)
    .map(([clue, selector]) => tag(`count(${selector})`, 'clue', clue))
    .join(' or ');
}

/** Whether a clue was found. */
export type Seen = (clue: Clue) => boolean;
