import { coverage } from './coverage';
import { detect, type Sample } from './detection';
import { METRICS, type WvaVersion } from './metrics';

const clues = (...names: string[]): Sample[] => names.map((clue) => ({ labels: { clue }, value: 3 }));
const REST = ['vllm', 'kube', 'hpa-info', 'epp', 'owner-rule'];

test.each([
  ['nothing at all', clues(), undefined, 'missing'],
  ['inferno_* only', clues('wva-old', 'wva-plain'), '0.4', 'found'],
  ['wva_* only', clues('wva-new', 'wva-plain'), '0.5', 'found'],
  ['what 0.7 added', clues('wva-new', 'wva-plain', 'wva-0.7'), '0.7', 'found'],
  ['what 0.8 added', clues('wva-new', 'wva-plain', 'wva-0.7', 'wva-0.8'), '0.8', 'found'],
  ['what 0.9 added', clues('wva-new', 'wva-plain', 'wva-0.7', 'wva-0.8', 'wva-0.9'), '0.9', 'found'],
  ['0.9 before it manages a variant', clues('wva-0.9'), '0.9', 'found'],
  ['an upgrade under way', clues('wva-new', 'wva-old', 'wva-plain'), '0.5', 'ambiguous'],
  ['a count of zero is no sign', [{ labels: { clue: 'wva-new' }, value: 0 }], undefined, 'missing'],
  ['NaN is no sign', [{ labels: { clue: 'wva-new' }, value: Number.NaN }], undefined, 'missing'],
])('version: %s', (_case, answer, version, state) => {
  const detection = detect(answer);
  expect(detection.wvaVersion).toBe(version);
  expect(detection.findings.find((finding) => finding.subject === 'wva')?.state).toBe(state);
});

test.each([
  [
    'openshift',
    clues('wva-exported', 'gpu', 'gpu-exported', 'gpu-Hostname'),
    'exported_namespace',
    'exported_pod',
    'Hostname',
  ],
  ['plain', clues('wva-plain', 'gpu', 'gpu-plain', 'gpu-hostname'), 'namespace', 'pod', 'hostname'],
  ['mixed', clues('wva-exported', 'gpu', 'gpu-plain', 'gpu-Hostname'), 'exported_namespace', 'pod', 'Hostname'],
  ['both names of the node', clues('gpu', 'gpu-plain', 'gpu-Hostname', 'gpu-hostname'), 'namespace', 'pod', 'Hostname'],
  ['nothing', clues(), 'namespace', 'pod', 'Hostname'],
])('labels: %s', (_case, answer, wvaNamespace, gpuPod, gpuNode) => {
  expect(detect(answer).dialect).toMatchObject({ wvaNamespace, gpuPod, gpuNode });
});

test.each([
  ['both labels on WVA’s series', clues('wva-exported', 'wva-plain'), 'dialect', 'ambiguous'],
  ['no WVA to tell', clues(), 'dialect', 'missing'],
  ['vLLM without WVA', clues('vllm'), 'wva', 'ambiguous'],
  ['GPUs, none held', clues('gpu', 'gpu-Hostname'), 'gpu', 'ambiguous'],
  ['no GPUs', clues(), 'gpu', 'missing'],
  ['no vLLM', clues('kube'), 'vllm', 'missing'],
  ['no scheduler', clues('kube'), 'epp', 'missing'],
  ['only names lead pods to their workload', clues('kube'), 'ownership', 'ambiguous'],
])('what is not known is said: %s', (_case, answer, subject, state) => {
  const found = detect(answer).findings.find((finding) => finding.subject === subject);
  expect(found?.state).toBe(state);
  expect(found?.text).toMatch(/\.$/);
});

test.each([
  ['without the rules', clues('vllm'), false],
  ['with the rules, wherever something served', clues('vllm', 'recorded'), true],
  ['with rules that came later', clues('vllm', 'recorded', 'unrecorded'), false],
])('what is recorded is read: %s', (_case, answer, recorded) => {
  expect(detect(answer).recorded).toBe(recorded);
});

test('with everything there, nothing is left to say', () => {
  const answer = clues('wva-new', 'wva-exported', 'gpu', 'gpu-exported', 'gpu-Hostname', ...REST);
  expect(detect(answer).findings.filter((finding) => finding.state !== 'found')).toEqual([]);
});

describe('coverage', () => {
  const named = (...names: string[]): Sample[] => names.map((name) => ({ labels: { __name__: name }, value: 2 }));
  const rowOf = (answer: Sample[], key: string, version?: WvaVersion) =>
    coverage(answer, version).find((row) => row.key === key);

  test('has a row for every metric', () => {
    expect(coverage([], undefined).map((row) => row.key)).toEqual(Object.keys(METRICS));
  });

  test.each([
    ['found under its name', 'kvUse', named('vllm:kv_cache_usage_perc'), 'vllm:kv_cache_usage_perc', undefined],
    ['found under an old name', 'kvUse', named('vllm:gpu_cache_usage_perc'), 'vllm:gpu_cache_usage_perc', undefined],
    [
      'a histogram by its count',
      'e2e',
      named('vllm:e2e_request_latency_seconds_count'),
      'vllm:e2e_request_latency_seconds',
      undefined,
    ],
    [
      'a version without it',
      'wvaUtilization',
      named('wva_desired_replicas'),
      undefined,
      'WVA 0.5 does not emit it; 0.8 and newer do.',
    ],
    [
      'a silent system',
      'gpuUtil',
      named('wva_desired_replicas'),
      undefined,
      expect.stringContaining('Nothing of this system'),
    ],
    [
      'a lone gap',
      'waiting',
      named('vllm:num_requests_running'),
      undefined,
      expect.stringContaining('others of this system are'),
    ],
  ])('%s', (_case, key, answer, found, why) => {
    const row = rowOf(answer, key, '0.5');
    expect(row?.found).toBe(found);
    expect(row?.why).toEqual(why);
  });
});
