/** Runs the scripts of the Pipeline's tasks as their pods do: params in the environment, results in files. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import path from 'node:path';

const SCRIPTS = path.resolve('deploy/base/pipeline/scripts');
const RESULTS = ['START_TIME', 'END_TIME', 'REPORT_PATH', 'MODE', 'REPLICAS', 'LOAD_START'];

/** Whether Python is there to run them. */
export const hasPython = spawnSync('python3', ['--version']).status === 0;

export interface Ended {
  code: number | null;
  log: string;
  /** Text of a result, by the name of its variable. */
  result: (name: string) => string;
}

export interface TaskScript {
  child: ChildProcess;
  ended: Promise<Ended>;
  /** Resolves once its log has such a text. */
  says: (what: RegExp) => Promise<void>;
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** @param folder takes the results */
export function startScript(folder: string, [script, ...args]: string[], env: Record<string, string>): TaskScript {
  const results = mkdtempSync(path.join(folder, 'results-'));
  const files = RESULTS.map((name) => [`RESULT_${name}`, path.join(results, name)]);
  const child = spawn('python3', ['-u', path.join(SCRIPTS, `${script}.py`), ...args], {
    env: { PATH: process.env.PATH ?? '', PYTHONDONTWRITEBYTECODE: '1', ...Object.fromEntries(files), ...env },
  });
  let log = '';
  const ended = new Promise<Ended>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => (log += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
    child.once('close', (code) =>
      resolve({ code, log, result: (name) => readFileSync(path.join(results, name), 'utf8') })
    );
  });
  const says = async (what: RegExp) => {
    while (!what.test(log)) {
      await sleep(50);
    }
  };
  return { child, ended, says };
}
