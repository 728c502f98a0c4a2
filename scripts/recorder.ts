/** The recorder beside the demo: a process of its own, as in a cluster, with the simulated account's token. */
import { spawn } from 'node:child_process';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '..');
/** Of the simulated cluster. */
const ACCOUNT = { token: 'recorder', namespace: 'grafana' };
const RUNS = 'experiment-01';
/** What it may take to end a record that is being written, ms. */
const ENDS_WITHIN_MS = 10_000;

export interface RecorderOptions {
  kubeUrl: string;
  promUrl: string;
  log: (line: string) => void;
}

/** Starts it; the answer ends it. It is no condition of the demo: where it ends by itself that is said. */
export function startRecorder({ kubeUrl, promUrl, log }: RecorderOptions): () => Promise<void> {
  const args = ['--server', kubeUrl, '--prometheus', promUrl, '--namespace', RUNS, '--port', '0'];
  const child = spawn(
    process.execPath,
    [path.join(ROOT, 'scripts', 'wva.mjs'), 'recorder', ...args, '--lease-namespace', ACCOUNT.namespace],
    { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, WVA_KUBE_TOKEN: ACCOUNT.token } }
  );
  let isEnding = false;
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-2000);
    const told = text.split('\n').filter((line) => /[ /]wva-record-/.test(line));
    told.forEach((line) => log(`Recorder: ${line.replace(/^\S+ /, '')}.`));
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.once('error', (error) => log(`The recorder does not start: ${error.message}`));
  void ended.then(() => isEnding || log(`The recorder has ended: ${words}`));
  return async () => {
    isEnding = true;
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), ENDS_WITHIN_MS);
    await ended;
    clearTimeout(late);
  };
}
