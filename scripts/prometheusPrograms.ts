/**
 * Prometheus and promtool of both generations: 2, which distributions and older clusters run, and 3, which current ones do.
 * What is fetched or built is kept in the user's cache, for every copy of the project.
 *
 * `node --import tsx scripts/prometheusPrograms.ts [2|3]` gets the programs of a generation and prints their folder.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';

import { CACHE, get, goArch, unpackRelease } from './download';
import { findGo, goBuild } from './goBuild';
import { isProgram, onPath } from './onPath';

export const GENERATIONS = [2, 3] as const;
export type Generation = (typeof GENERATIONS)[number];

/** Both programs, of one version. */
export interface PrometheusPrograms {
  prometheus: string;
  promtool: string;
  /** `2.42.0+ds`. */
  version: string;
}

/** Releases with long support. */
export const RELEASES: Record<Generation, string> = { 2: '2.53.5', 3: '3.5.0' };
/** Built where a release cannot be downloaded: its module's version is `v0.313.5`. */
const BUILT = '3.13.5';

/** What `--version` says; undefined for what is no Prometheus. */
export function versionOf(program: string): string | undefined {
  const { stdout, stderr } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  return /version (\d[^\s,]*)/.exec(`${stdout ?? ''}${stderr ?? ''}`)?.[1];
}

export function generationOf(version: string): Generation | undefined {
  return GENERATIONS.find((one) => version.startsWith(`${one}.`));
}

/** The programs in a folder, when both are there. */
function inFolder(folder: string): PrometheusPrograms | undefined {
  const [prometheus, promtool] = [path.join(folder, 'prometheus'), path.join(folder, 'promtool')];
  const version = isProgram(prometheus) && isProgram(promtool) ? versionOf(prometheus) : undefined;
  return version === undefined ? undefined : { prometheus, promtool, version };
}

/** The programs of a generation that are here already: on the PATH, or in the cache. */
export function foundPrometheus(generation: Generation): PrometheusPrograms | undefined {
  const program = onPath(['prometheus']);
  const folders = [
    ...(program === undefined ? [] : [path.dirname(program)]),
    path.join(CACHE, `prometheus-${RELEASES[generation]}`),
    path.join(CACHE, `prometheus-${BUILT}`),
  ];
  return folders.map(inFolder).find((one) => one !== undefined && generationOf(one.version) === generation);
}

/**
 * The programs of a generation: found, else downloaded, else (3 only) built with Go from the module proxy.
 *
 * @returns undefined where none of these works
 */
export async function somePrometheus(generation: Generation): Promise<PrometheusPrograms | undefined> {
  const programs = foundPrometheus(generation) ?? (await prometheusRelease(RELEASES[generation]));
  return programs ?? (generation === 3 ? builtPrometheus() : undefined);
}

/** A release of Prometheus, checked against its own list of digests; undefined where it cannot be downloaded. */
export async function prometheusRelease(version: string): Promise<PrometheusPrograms | undefined> {
  const platform = { linux: 'linux', darwin: 'darwin' }[process.platform as string];
  const arch = goArch();
  const folder = path.join(CACHE, `prometheus-${version}`);
  const there = inFolder(folder);
  if (there !== undefined || platform === undefined || arch === undefined) {
    return there;
  }
  const file = `prometheus-${version}.${platform}-${arch}.tar.gz`;
  const release = `https://github.com/prometheus/prometheus/releases/download/v${version}`;
  console.log(`Downloading Prometheus ${version} …`);
  try {
    await unpackRelease(`${release}/${file}`, folder, async (sha256) => {
      const digests = await (await get(`${release}/sha256sums.txt`)).text();
      return digests.split('\n').some((line) => line.startsWith(sha256) && line.endsWith(file));
    });
  } catch (error) {
    console.error(`Prometheus could not be downloaded: ${error instanceof Error ? error.message : String(error)}`);
  }
  return inFolder(folder);
}

/** Some minutes, and 2 GB of disk. Its own web pages are not in the module; nothing here needs them. */
function builtPrometheus(): PrometheusPrograms | undefined {
  const go = findGo();
  if (go === undefined) {
    return undefined;
  }
  const folder = path.join(CACHE, `prometheus-${BUILT}`);
  try {
    for (const program of ['prometheus', 'promtool']) {
      goBuild(go, path.join(CACHE, 'prometheus-build'), {
        module: ['go 1.26.0', `require github.com/prometheus/prometheus v0.${BUILT.replace('.', '')}`],
        command: `github.com/prometheus/prometheus/cmd/${program}`,
        file: path.join(folder, program),
        linkerFlags: [`-X github.com/prometheus/common/version.Version=${BUILT}`],
        // Clients of every cloud that it can discover targets in: none is needed.
        tags: ['remove_all_sd'],
      });
    }
  } catch (error) {
    console.error(`Prometheus could not be built: ${error instanceof Error ? error.message : String(error)}`);
  }
  return inFolder(folder);
}

// As a program, not as a module.
if (/prometheusPrograms\.[jt]s$/.test(process.argv[1] ?? '')) {
  const generation = GENERATIONS.find((one) => String(one) === (process.argv[2] ?? '3'));
  void (generation === undefined ? Promise.resolve(undefined) : somePrometheus(generation)).then((programs) => {
    console.log(programs ? `${programs.version}: ${path.dirname(programs.prometheus)}` : 'None could be had.');
    process.exitCode = programs ? 0 : 1;
  });
}
