/**
 * What a Grafana of this machine is to the demo: a folder with a program that says its version, reads its settings from the
 * environment, serves, and ends when told to. It says what it was given at `/given`.
 */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const program = (version: string, starts: boolean) => `#!${process.execPath}
const { createServer } = require('node:http');
if (process.argv.includes('--version')) {
  console.log('grafana version ${version}');
} else if (!${starts}) {
  console.error('database is locked');
  process.exitCode = 1;
} else {
  const { GF_SERVER_HTTP_ADDR: host, GF_SERVER_HTTP_PORT: port } = process.env;
  const answers = {
    '/api/health': { database: 'ok', version: '${version}' },
    '/given': { args: process.argv.slice(2), env: process.env },
  };
  createServer(({ url }, response) => {
    response.writeHead(answers[url] ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answers[url] ?? {}));
  }).listen(Number(port), host);
  process.on('SIGTERM', () => process.exit(0));
}
`;

/** Installs one. @returns its folder */
export function grafanaStandIn(home: string, version: string, { starts = true } = {}): string {
  mkdirSync(path.join(home, 'bin'), { recursive: true });
  mkdirSync(path.join(home, 'conf'), { recursive: true });
  writeFileSync(path.join(home, 'conf', 'defaults.ini'), '');
  const file = path.join(home, 'bin', 'grafana');
  writeFileSync(file, program(version, starts));
  chmodSync(file, 0o755);
  return home;
}
