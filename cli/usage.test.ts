/**
 * @jest-environment node
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { COMMANDS } from './run';
import { call } from './testing';

const URL_ARGS = ['--prometheus', 'http://127.0.0.1:9'];
const WHAT = ['--namespace', 'exp', '--workload', 'v'];
const WHEN = ['--from', 'now-1h', '--to', 'now'];

test.each([
  ['an unknown command', ['mesure'], 'no command "mesure"'],
  ['an unknown option', ['measure', '--promethos', 'x'], "Unknown option '--promethos'"],
  ['a missing value', ['measure', '--namespace'], '--namespace'],
  ['a word too many', ['measure', 'now'], 'now'],
  ['no Prometheus', ['measure', ...WHAT, ...WHEN], '--prometheus is missing (or the variable WVA_PROMETHEUS)'],
  ['a URL that is none', ['measure', '--prometheus', 'localhost:9090', ...WHAT, ...WHEN], 'is no URL'],
  ['a password in the URL', ['measure', '--prometheus', 'http://a:b@h', ...WHAT, ...WHEN], '--basic-auth-file'],
  ['no workload', ['measure', ...URL_ARGS, '--namespace', 'exp', ...WHEN], '--workload is missing'],
  ['a workload twice', ['measure', ...URL_ARGS, ...WHAT, ...WHEN, '--workload', 'v'], 'named twice'],
  ['no namespace', ['measure', ...URL_ARGS, '--workload', 'v', ...WHEN], '--namespace is missing'],
  ['no start', ['measure', ...URL_ARGS, ...WHAT, '--to', 'now'], '--from is missing'],
  ['a time that is none', ['measure', ...URL_ARGS, ...WHAT, '--from', 'noon', '--to', 'now'], '--from "noon"'],
  [
    'an end before the start',
    ['measure', ...URL_ARGS, ...WHAT, '--from', 'now', '--to', 'now-1h'],
    '--to must be after',
  ],
  ['a parameter without a value', ['measure', ...URL_ARGS, ...WHAT, ...WHEN, '--param', 'x'], 'NAME=VALUE'],
  [
    'a file that is not there',
    ['measure', ...URL_ARGS, ...WHAT, ...WHEN, '--token-file', '/no/such'],
    'cannot be read',
  ],
  ['a timeout that is none', ['measure', ...URL_ARGS, ...WHAT, ...WHEN, '--timeout', '0'], '--timeout'],
])('%s is one line on standard error, and exit code 64', async (_name, args, words) => {
  const { code, out, err } = await call(args);
  expect([code, out]).toEqual([64, '']);
  expect(err).toContain(words);
  expect(err.trimEnd().split('\n')).toHaveLength(1);
});

test('a token of two lines is rejected without being shown', async () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'wva-')), 'token');
  writeFileSync(file, 'secret\nmore');
  const { code, err } = await call(['measure', ...URL_ARGS, ...WHAT, ...WHEN, '--token-file', file]);
  expect(code).toBe(64);
  expect(err).not.toContain('secret');
});

test.each(Object.keys(COMMANDS))('%s --help names each option, on standard output', async (name) => {
  const { code, out, err } = await call([name, '--help']);
  expect([code, err]).toEqual([0, '']);
  for (const option of Object.keys(COMMANDS[name]!.options)) {
    expect(out).toContain(`--${option}`);
  }
});

test('without a command the list of commands is shown, as a wrong call', async () => {
  const { code, out, err } = await call([]);
  expect([code, out]).toEqual([64, '']);
  expect(err).toContain('measure');
  expect((await call(['--help'])).out).toBe(err);
});
