/**
 * `npm test`: everything that must hold, in one command, on a machine with nothing but Node and a package manager.
 *
 * All stages run, save that the browser tests need a build. Where there are two cores or more, two run side by side, and each
 * prints what it has to say when it ends; the browser tests run alone. The last line is the summary.
 */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { findKustomize } from './kustomize';
import {
  foundPrometheus,
  GENERATIONS,
  generationOf,
  somePrometheus,
  versionOf,
  type PrometheusPrograms,
} from './prometheusPrograms';
import { findTools, type Tools } from './tools';

interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

interface Stage {
  name: string;
  command: string[];
  env?: Record<string, string>;
  /** Reads the stage's own count; a stage without one counts as a single check. */
  tally?: (exitCode: number) => Tally;
  /** Runs alone, when the others have, unless this one of them failed: beside another, what shows within a time would not. */
  after?: string;
}

const IN_GRAFANA = '--grafana';
const REPORTS = path.resolve('test-results');
const single = (exitCode: number): Tally => ({
  passed: exitCode === 0 ? 1 : 0,
  failed: exitCode === 0 ? 0 : 1,
  skipped: 0,
});

function jestTally(file: string): (exitCode: number) => Tally {
  return (exitCode) => {
    if (!existsSync(file)) {
      return { passed: 0, failed: 1, skipped: 0 };
    }
    const report = JSON.parse(readFileSync(file, 'utf8'));
    const failed: number = report.numFailedTests + report.numRuntimeErrorTestSuites;
    return {
      passed: report.numPassedTests,
      failed: exitCode !== 0 && failed === 0 ? 1 : failed,
      skipped: report.numPendingTests,
    };
  };
}

/** The cluster suite says by its exit code that there was no server for it. */
function clusterTally(file: string): (exitCode: number) => Tally {
  const NO_SERVER = 3;
  return (exitCode) => (exitCode === NO_SERVER ? { passed: 0, failed: 0, skipped: 1 } : jestTally(file)(exitCode));
}

function playwrightTally(file: string): (exitCode: number) => Tally {
  return (exitCode) => {
    if (!existsSync(file)) {
      return { passed: 0, failed: 1, skipped: 0 };
    }
    const { stats } = JSON.parse(readFileSync(file, 'utf8'));
    // A test that passes only when tried again is a defect too.
    const failed: number = stats.unexpected + stats.flaky;
    return { passed: stats.expected, failed: exitCode !== 0 && failed === 0 ? 1 : failed, skipped: stats.skipped };
  };
}

/** Ends with the command's exit code. What it prints goes to a file, or where this command's own output goes. */
function run(command: string[], env: Record<string, string>, file?: string): Promise<number> {
  const [program, ...args] = command;
  const out = file === undefined ? 'inherit' : openSync(file, 'w');
  return new Promise<number>((resolve) => {
    const child = spawn(program!, args, { stdio: ['ignore', out, out], env: { ...process.env, ...env } });
    child.on('error', (error) => {
      console.error(error.message);
      resolve(127);
    });
    child.on('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  }).finally(() => {
    if (out !== 'inherit') {
      closeSync(out);
    }
  });
}

function bin(name: string): string {
  return path.resolve('node_modules', '.bin', name);
}

function withEnv(stage: Stage, env: Record<string, string>): Stage {
  return { ...stage, env: { ...stage.env, ...env } };
}

/** The programs of the other generation: got where that is part of the job (CI), else used where they are. */
async function otherPrometheus(own: string) {
  const other = GENERATIONS.find((one) => one !== generationOf(own));
  if (other === undefined) {
    return undefined;
  }
  return process.env.CI ? somePrometheus(other) : foundPrometheus(other);
}

/** The stage with another Prometheus first on its PATH. */
function withPrometheus(stage: Stage, { prometheus, promtool }: PrometheusPrograms): Stage {
  const search = [path.dirname(prometheus), process.env.PATH ?? ''].join(path.delimiter);
  return withEnv(stage, { PATH: search, PROMETHEUS_PATH: prometheus, PROMTOOL_PATH: promtool });
}

function stages(
  tools: Tools,
  kustomize: string | undefined,
  other: PrometheusPrograms | undefined,
  inGrafana: boolean
): Stage[] {
  const env = { CHROMIUM_PATH: tools.chromium, PROMETHEUS_PATH: tools.prometheus, PROMTOOL_PATH: tools.promtool };
  const jestReport = (name: string) => path.join(REPORTS, `${name}.json`);
  const jest = (name: string, ...args: string[]): Stage => ({
    name,
    command: [bin('jest'), '--ci', '--json', `--outputFile=${jestReport(name)}`, ...args],
    env,
    tally: jestTally(jestReport(name)),
  });
  // The tests whose answers come from Prometheus, without those that ask it nothing that the rest does not ask too: every
  // query and the truth of runs are held on both, further worlds and what is concluded of the answers on one.
  const ALIKE =
    '/tests/contract/(tekton|explore|check|repeats|wvaRun|truthWorlds|decisions|controllerLog|loadLog)\\.test';
  const ON_BOTH = ['--runInBand', '--testPathIgnorePatterns', ALIKE, '--', 'tests/contract', 'rules'];
  return [
    { name: 'types', command: ['npm', 'run', '--silent', 'typecheck'] },
    { name: 'grafana types', command: [process.execPath, '--import', 'tsx', 'scripts/grafanaTypes.ts'] },
    { name: 'lint', command: [bin('eslint'), '--max-warnings', '0', '.'] },
    { name: 'dashboards', command: ['npm', 'run', '--silent', 'dashboards', '--', '--check'] },
    jest('unit', '--testPathIgnorePatterns', '/tests/(contract|deploy)/'),
    jest('contract', '--runInBand', 'tests/contract'),
    ...(other === undefined ? [] : [withPrometheus(jest(`contract-${other.version}`, ...ON_BOTH), other)]),
    withEnv(jest('deploy', 'tests/deploy'), { KUSTOMIZE_PATH: kustomize ?? '' }),
    {
      name: 'cluster',
      command: [
        process.execPath,
        '--import',
        'tsx',
        'tests/cluster/main.ts',
        '--own',
        '--ci',
        '--json',
        `--outputFile=${jestReport('cluster')}`,
      ],
      env: { KUSTOMIZE_PATH: kustomize ?? '' },
      tally: clusterTally(jestReport('cluster')),
    },
    { name: 'build', command: ['npm', 'run', '--silent', 'build'] },
    {
      name: 'browser',
      command: [bin('playwright'), 'test'],
      env: { ...env, ...(inGrafana ? { E2E_GRAFANA: '1' } : {}) },
      tally: playwrightTally(path.join(REPORTS, 'browser.json')),
      after: 'build',
    },
  ];
}

interface Result {
  tally: Tally;
  line: string;
}

const NONE: Tally = { passed: 0, failed: 0, skipped: 0 };
const add = (a: Tally, b: Tally): Tally => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
});
const heading = (name: string): string => `\n── ${name} ${'─'.repeat(60 - name.length)}`;

/** Results in the order of the stages. */
async function runAll(chosen: readonly Stage[]): Promise<Result[]> {
  const results = new Map<Stage, Result>();
  const together = chosen.filter(({ after }) => after === undefined);
  const lanes = Math.min(2, os.availableParallelism(), together.length);
  const waiting = [...together];
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      results.set(next, await runStage(next, lanes > 1));
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  const hasFailed = (name: string) =>
    [...results].some(([stage, { tally }]) => stage.name === name && tally.failed > 0);
  for (const stage of chosen) {
    if (stage.after !== undefined) {
      results.set(
        stage,
        hasFailed(stage.after)
          ? { tally: { ...NONE, failed: 1 }, line: `${stage.name}: not run, ${stage.after} failed` }
          : await runStage(stage, false)
      );
    }
  }
  return chosen.flatMap((stage) => results.get(stage) ?? []);
}

async function runStage(stage: Stage, isBeside: boolean): Promise<Result> {
  const file = isBeside ? path.join(REPORTS, `${stage.name.replace(/ /g, '-')}.log`) : undefined;
  console.log(isBeside ? `${stage.name} …` : heading(stage.name));
  const began = Date.now();
  const exitCode = await run(stage.command, stage.env ?? {}, file);
  const tally = (stage.tally ?? single)(exitCode);
  const seconds = ((Date.now() - began) / 1000).toFixed(0);
  if (file !== undefined) {
    console.log(`${heading(stage.name)}\n${readFileSync(file, 'utf8').trimEnd()}`);
  }
  const skipped = tally.skipped > 0 ? `, ${tally.skipped} SKIPPED` : '';
  const outcome = tally.failed === 0 ? 'ok' : 'FAILED';
  return {
    tally,
    line: `${stage.name}: ${outcome}, ${tally.passed} passed, ${tally.failed} failed${skipped}, ${seconds} s`,
  };
}

/** @param args stages, all without any; `--grafana` runs the browser tests in a Grafana of this machine */
async function main(args: string[]): Promise<number> {
  const only = args.filter((arg) => arg !== IN_GRAFANA);
  const tools = await findTools();
  const kustomize = findKustomize();
  console.log(`kustomize: ${kustomize ?? 'not to be had here; tests of what it builds from deploy/ are SKIPPED'}`);
  const own = versionOf(tools.prometheus) ?? 'of unknown version';
  const other = await otherPrometheus(own);
  console.log(
    other === undefined
      ? `Prometheus ${own}; contract and rules tests with another generation are SKIPPED. ` +
          'To have both: node --import tsx scripts/prometheusPrograms.ts 2 (or 3)'
      : `Prometheus ${own}, contract and rules tests with ${other.version} too`
  );
  rmSync(REPORTS, { recursive: true, force: true });
  mkdirSync(REPORTS, { recursive: true });

  const chosen = stages(tools, kustomize, other, args.includes(IN_GRAFANA)).filter(
    ({ name }) => only.length === 0 || only.includes(name.replace(/-\d.*$/, ''))
  );
  const results = await runAll(chosen);
  const total = results.reduce((sum, { tally }) => add(sum, tally), NONE);
  console.log(`\n${results.map(({ line }) => line).join('\n')}\n`);
  console.log(`tests: ${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    console.log('tests: 0 passed, 1 failed');
    process.exitCode = 1;
  }
);
