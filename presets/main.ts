/**
 * `npm run presets` writes the presets' ConfigMaps under `deploy/base/presets`; with `--check` it says whether the files are
 * what would be written. With `--namespace` and the like it prints presets for another cluster in place of that.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { stringify } from 'yaml';

import { EXPERIMENT_PIPELINE } from '../src/constants';
import { PATTERN_NAMES, PATTERNS } from './patterns';
import { modesOf, presetConfigMap, type PresetTarget } from './preset';

const FOLDER = path.resolve(__dirname, '..', 'deploy', 'base', 'presets');

const LAB: PresetTarget = {
  pipeline: EXPERIMENT_PIPELINE.name,
  serviceAccountName: EXPERIMENT_PIPELINE.serviceAccount,
  deployment: 'llm-d-inference-scheduling-llm-d-modelservice-decode',
  namespace: 'experiment-01',
  model: 'meta-llama/Llama-3.1-8B-Instruct',
  scaling: {},
};

/** Files by their path under {@link FOLDER}: one a platform, since KEDA reaches Prometheus in another way on each. */
const INSTALLS: Record<string, PresetTarget> = {
  'openshift/presets.yaml': { ...LAB, scaling: { authenticationRef: 'wva-scaler' } },
  'kubernetes/presets.yaml': {
    ...LAB,
    scaling: { serverAddress: 'http://prometheus-operated.monitoring.svc:9090' },
  },
};

const HEADER = '# Written by `npm run presets` from presets/patterns.ts: change it there.\n';

/** All presets of a cluster, as one YAML stream. */
export function presetsDocument(target: PresetTarget): string {
  const maps = PATTERN_NAMES.flatMap((name) =>
    modesOf(PATTERNS[name]).map((mode) => presetConfigMap(name, PATTERNS[name], mode, target))
  );
  return HEADER + maps.map((map) => stringify(map, { lineWidth: 0 })).join('---\n');
}

/** Paths of the committed files that are not what would be written now. */
export function stale(): string[] {
  return Object.entries(INSTALLS)
    .filter(([file, target]) => {
      const at = path.join(FOLDER, file);
      return !existsSync(at) || readFileSync(at, 'utf8') !== presetsDocument(target);
    })
    .map(([file]) => path.join('deploy/base/presets', file));
}

const OPTIONS = {
  check: { type: 'boolean' },
  namespace: { type: 'string' },
  deployment: { type: 'string' },
  model: { type: 'string' },
  prometheus: { type: 'string' },
  'namespace-label': { type: 'string' },
  authentication: { type: 'string' },
} as const;

function main(): void {
  const { values } = parseArgs({ options: OPTIONS });
  const { check, ...given } = values;
  if (Object.keys(given).length > 0) {
    process.stdout.write(
      presetsDocument({
        ...LAB,
        namespace: given.namespace ?? LAB.namespace,
        deployment: given.deployment ?? LAB.deployment,
        model: given.model ?? LAB.model,
        scaling: {
          serverAddress: given.prometheus,
          namespaceLabel: given['namespace-label'],
          authenticationRef: given.authentication,
        },
      })
    );
    return;
  }
  if (check) {
    const files = stale();
    process.stderr.write(files.map((file) => `${file} is not what presets/ says: run npm run presets\n`).join(''));
    process.exitCode = files.length > 0 ? 1 : 0;
    return;
  }
  for (const [file, target] of Object.entries(INSTALLS)) {
    writeFileSync(path.join(FOLDER, file), presetsDocument(target));
  }
}

// As a program, not as a module of a test.
if (/presets[\\/]main\.[jt]s$/.test(process.argv[1] ?? '')) {
  main();
}
