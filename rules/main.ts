/**
 * `npm run rules`: writes the rule files (files.ts). `--check` writes nothing and fails when a file is not what would be
 * written.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { effectiveThresholds } from '../src/domain/variant';
import { decodeThresholds, THRESHOLD_NAMES } from '../src/domain/thresholds';
import { DEFAULTS, ruleFiles, type RuleOptions } from './files';
import { OBJECTIVE_DEFAULTS, OBJECTIVE_NAMES, objectivesOf } from './objectives';
import { testFiles } from './tests/files';

const USAGE = `npm run rules -- [options]

  --check                write nothing; fail when a file differs from what would be written
  --out DIR              where to write; the repository without it
  --set NAME=VALUE       a threshold of WVA's that your cluster has otherwise, for example kvCacheThreshold=0.7;
                         can be given several times (${THRESHOLD_NAMES.join(', ')}),
                         or an objective of your users', for example ttftSeconds=2
                         (${OBJECTIVE_NAMES.map((name) => `${name} ${OBJECTIVE_DEFAULTS[name]}`).join(', ')})
  --grafana-url URL      address of Grafana, so that dashboard links in notifications are whole
  --runbooks-url URL     where docs/runbooks.md can be read
`;

const ROOT = path.resolve(__dirname, '..');

function main(): void {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      out: text,
      set: { type: 'string', multiple: true, default: [] },
      'grafana-url': text,
      'runbooks-url': text,
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return;
  }
  if (values.out === undefined && (values.set.length > 0 || values['grafana-url'] || values['runbooks-url'])) {
    throw new Error('Files for a cluster of your own go to a folder of your own: name it with --out.');
  }
  const files = ruleFiles({
    ...settingsOf(values.set),
    grafana: values['grafana-url']?.replace(/\/+$/, '') ?? DEFAULTS.grafana,
    runbooks: values['runbooks-url'] ?? DEFAULTS.runbooks,
  });
  if (values.out === undefined) {
    Object.assign(files, testFiles());
  }
  const folder = path.resolve(values.out ?? ROOT);
  if (values.check) {
    check(folder, files);
  } else {
    write(folder, files);
  }
}

/** @throws Error that names the setting which is wrong */
function settingsOf(settings: string[]): Pick<RuleOptions, 'limits' | 'objectives'> {
  const given: Record<string, number> = Object.fromEntries(
    settings.map((setting) => setting.split('=', 2)).map(([name, value]) => [name, Number(value)])
  );
  const isObjective = (name: string) => OBJECTIVE_NAMES.some((one) => one === name);
  const thresholds = Object.entries(given).filter(([name]) => !isObjective(name));
  const values = decodeThresholds(Object.fromEntries(thresholds));
  const wrong = thresholds.map(([name]) => name).filter((name) => !(name in values));
  const { values: limits, rejected } = effectiveThresholds({ values, source: 'the command line' });
  if (wrong.length > 0 || rejected.length > 0) {
    throw new Error(`--set cannot be used for ${[...wrong, ...rejected].join(', ')}: see --help.`);
  }
  return { limits, objectives: objectivesOf(given) };
}

function write(folder: string, files: Record<string, string>): void {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
    console.log(name);
  }
}

function check(folder: string, files: Record<string, string>): void {
  const stale = Object.entries(files).filter(([name, content]) => {
    const file = path.join(folder, name);
    return !existsSync(file) || readFileSync(file, 'utf8') !== content;
  });
  if (stale.length > 0) {
    throw new Error(`Not what rules/ says: ${stale.map(([name]) => name).join(', ')}. Run npm run rules.`);
  }
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
