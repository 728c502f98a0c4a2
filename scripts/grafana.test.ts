/**
 * A Grafana of this machine in the demo: found, set up as docker-compose.yaml says, ended.
 *
 * @jest-environment node
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { anyFreePort } from './freePort';
import { foundGrafana, RELEASE, type GrafanaProgram } from './grafanaProgram';
import { startGrafana } from './grafanaServer';
import { grafanaStandIn } from './testing/grafanaStandIn';

const ROOT = path.resolve(__dirname, '..');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'grafana-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const installed = (version = '13.1.1', more = {}) => grafanaStandIn(path.join(folder, 'home'), version, more);

describe('which Grafana', () => {
  test('the one that GRAFANA_HOME names, before the PATH', () => {
    const home = installed('12.3.0');
    const other = grafanaStandIn(path.join(folder, 'other'), '13.0.0');
    expect(foundGrafana({ GRAFANA_HOME: home, PATH: path.join(other, 'bin') })).toEqual({
      program: path.join(home, 'bin', 'grafana'),
      home,
      version: '12.3.0',
      from: 'GRAFANA_HOME',
    });
  });

  test('the one on the PATH', () => {
    const home = installed();
    expect(foundGrafana({ PATH: path.join(home, 'bin') })).toMatchObject({ home, version: '13.1.1', from: 'the PATH' });
  });

  test('none where there is none', () => {
    expect(foundGrafana({ PATH: folder })).toBeUndefined();
  });

  test.each([
    ['is older than the app needs', () => installed('12.2.9'), /is 12\.2\.9, the app needs 12\.3\.0 or newer/],
    ['is not whole', () => folder, /is not whole/],
    ['is another program', () => installed('unknown'), /does not say that it is Grafana/],
  ])('one that %s is named with the reason', (_why, make, reason) => {
    expect(foundGrafana({ GRAFANA_HOME: make() })).toEqual({ reason: expect.stringMatching(reason) });
  });

  test('the release is the one that docker-compose.yaml runs', () => {
    expect(readFileSync(path.join(ROOT, 'docker-compose.yaml'), 'utf8')).toContain(
      `grafana/grafana:\${GRAFANA_VERSION:-${RELEASE.version}@sha256:`
    );
  });
});

describe('its start', () => {
  /** The repository as far as Grafana is concerned, with a build that has one file. */
  function repository(): string {
    const root = path.join(folder, 'repository');
    mkdirSync(path.join(root, 'dist'), { recursive: true });
    writeFileSync(path.join(root, 'dist', 'module.js'), '');
    for (const name of ['docker-compose.yaml', 'provisioning', 'dashboards/generated']) {
      cpSync(path.join(ROOT, name), path.join(root, name), { recursive: true });
    }
    return path.join(root, 'docker-compose.yaml');
  }

  const start = async (grafana: GrafanaProgram) =>
    startGrafana(grafana, {
      port: await anyFreePort(),
      data: path.join(folder, 'data'),
      prometheusUrl: 'http://127.0.0.1:9',
      kubeUrl: 'http://127.0.0.1:10',
      compose: repository(),
    });

  test('is set up as in Docker, from a folder of its own', async () => {
    const { url, close } = await start(foundGrafana({ GRAFANA_HOME: installed() }) as GrafanaProgram);
    const { args, env } = (await (await fetch(`${url}/given`)).json()) as {
      args: string[];
      env: Record<string, string>;
    };
    await close();
    await expect(fetch(url)).rejects.toThrow();

    expect(args).toEqual(['server', '--homepath', path.join(folder, 'home')]);
    expect(env).toMatchObject({
      GF_AUTH_ANONYMOUS_ORG_ROLE: 'Viewer',
      GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS: 'llmd-wva-app,llmd-tekton-datasource,llmd-experiment-panel',
      PROMETHEUS_URL: 'http://127.0.0.1:9',
      KUBERNETES_API_URL: 'http://127.0.0.1:10',
      TEKTON_RUNNER_TOKEN: 'runner',
      GF_SERVER_HTTP_ADDR: '127.0.0.1',
    });
    for (const name of ['GF_PATHS_DATA', 'GF_PATHS_PLUGINS', 'GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH'] as const) {
      expect(env[name]).toMatch(new RegExp(`^${path.join(folder, 'data')}/`));
    }
    expect(existsSync(path.join(env.GF_PATHS_PLUGINS!, 'llmd-wva-app', 'module.js'))).toBe(true);
    expect(existsSync(env.GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH!)).toBe(true);
    const provider = readFileSync(path.join(env.GF_PATHS_PROVISIONING!, 'dashboards', 'dashboards.yaml'), 'utf8');
    const dashboards = /path: (.+)/.exec(provider)![1]!;
    expect(dashboards).toBe(path.dirname(env.GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH!));
    expect(JSON.stringify(env)).not.toMatch(/"\/(etc|var\/lib)\/grafana/);
  });

  test('fails with the last words of one that ends', async () => {
    const home = installed('13.1.1', { starts: false });
    await expect(start(foundGrafana({ GRAFANA_HOME: home }) as GrafanaProgram)).rejects.toThrow(
      /^Grafana did not start: exit code 1: database is locked/
    );
  });
});
