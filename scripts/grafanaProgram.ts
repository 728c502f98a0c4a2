/** A Grafana of this machine, without Docker: named by GRAFANA_HOME, on the PATH, or the official release. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';

import { CACHE, goArch, unpackRelease } from './download';
import { isProgram, onPath } from './onPath';

export interface GrafanaProgram {
  program: string;
  /** The folder of its pages and defaults, for `--homepath`. */
  home: string;
  version: string;
  /** Where it was found, for people. */
  from: string;
}

/** Why there is none. */
export interface NoGrafana {
  reason: string;
}

/** What is downloaded: the release that docker-compose.yaml runs, by its build, with the digests of its archives. */
export const RELEASE = {
  version: '13.1.1',
  build: '29761037902',
  sha256: {
    amd64: 'e47443214da0de041ffb29633d0977ce31ba7c8c569f09974ef5294a8ce32f08',
    arm64: '28ef74a3bd01fec42fc78b1b9583809f35035654adcbf333c5bba440f418c07d',
  } as Partial<Record<string, string>>,
};

/** Named or installed; undefined where nothing looks like one. What is named and does not fit has a reason. */
export function foundGrafana(env: NodeJS.ProcessEnv = process.env): GrafanaProgram | NoGrafana | undefined {
  if (env.GRAFANA_HOME) {
    return fitting(path.join(env.GRAFANA_HOME, 'bin', 'grafana'), [env.GRAFANA_HOME], 'GRAFANA_HOME');
  }
  const program = onPath(['grafana'], env.PATH);
  return program === undefined ? undefined : fitting(program, homesOf(program), 'the PATH');
}

/** Found, else the release from the cache or downloaded. */
export async function someGrafana(): Promise<GrafanaProgram | NoGrafana> {
  return foundGrafana() ?? (await release());
}

/** Where a program's pages may be: beside it in the release, elsewhere in Debian's and Homebrew's packages. */
function homesOf(program: string): string[] {
  const above = path.resolve(realpathSync(program), '..', '..');
  return [above, path.join(above, 'share', 'grafana'), '/usr/share/grafana'];
}

function fitting(program: string, homes: readonly string[], from: string): GrafanaProgram | NoGrafana {
  const home = homes.find((one) => existsSync(path.join(one, 'conf', 'defaults.ini')));
  if (!isProgram(program) || home === undefined) {
    return { reason: `the Grafana of ${from} is not whole: bin/grafana and conf/defaults.ini are needed` };
  }
  const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  const version = /version (\d[^\s,]*)/.exec(stdout ?? '')?.[1];
  if (version === undefined) {
    return { reason: `the program of ${from} does not say that it is Grafana` };
  }
  const oldest = oldestGrafana();
  return version.localeCompare(oldest, 'en', { numeric: true }) >= 0
    ? { program, home, version, from }
    : { reason: `the Grafana of ${from} is ${version}, the app needs ${oldest} or newer` };
}

/** The oldest that the app says it works with: its manifest has `>=12.3.0`. */
function oldestGrafana(): string {
  const manifest = JSON.parse(readFileSync(path.resolve(__dirname, '..', 'src', 'plugin.json'), 'utf8'));
  return String(manifest.dependencies.grafanaDependency).replace(/^>=/, '');
}

async function release(): Promise<GrafanaProgram | NoGrafana> {
  const arch = goArch() ?? '';
  const sha256 = process.platform === 'linux' ? RELEASE.sha256[arch] : undefined;
  if (sha256 === undefined) {
    return { reason: `no Grafana is installed, and no release is pinned for ${process.platform} on ${process.arch}` };
  }
  const { version, build } = RELEASE;
  const folder = path.join(CACHE, `grafana-${version}`);
  const program = path.join(folder, 'bin', 'grafana');
  if (!isProgram(program)) {
    console.log(`Downloading Grafana ${version}, some 200 MB, once …`);
    const url = `https://dl.grafana.com/grafana/release/${version}/grafana_${version}_${build}_linux_${arch}.tar.gz`;
    try {
      await unpackRelease(url, folder, (digest) => digest === sha256);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return { reason: `no Grafana is installed, and the release cannot be had: ${why}` };
    }
  }
  return fitting(program, [folder], 'the official release');
}
