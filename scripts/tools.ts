/**
 * Finds the programs that tests and demo need beside Node: Chromium, Prometheus and promtool.
 *
 * In order: named by the environment, on the PATH, from the system's package manager, from the project's own release.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

import { isProgram, onPath } from './onPath';
import { prometheusRelease, RELEASES } from './prometheusPrograms';

export { onPath } from './onPath';

export interface Tools {
  chromium: string;
  prometheus: string;
  promtool: string;
}

export type ToolName = keyof Tools;

interface Tool {
  /** Names that the program goes by. */
  programs: string[];
  /** Places outside the PATH where installers put it. */
  places?: string[];
  env: string;
  /** What to install, by package manager, and what to install where that is not to be had. */
  packages: Partial<Record<Manager, string[][]>>;
  /** Fetches it from its own project; the path of the program. */
  fetch: () => Promise<string | undefined>;
}

type Manager = 'apt-get' | 'dnf' | 'brew';

const TOOLS: Record<ToolName, Tool> = {
  chromium: {
    // Debian's build without a window draws the same pages for two thirds of the work.
    programs: ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'],
    places: [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ],
    env: 'CHROMIUM_PATH',
    packages: {
      'apt-get': [['chromium-headless-shell'], ['chromium']],
      dnf: [['chromium']],
      brew: [['--cask', 'chromium']],
    },
    fetch: playwrightChromium,
  },
  prometheus: {
    programs: ['prometheus'],
    env: 'PROMETHEUS_PATH',
    packages: { 'apt-get': [['prometheus']], dnf: [['prometheus']], brew: [['prometheus']] },
    fetch: async () => (await prometheusRelease(RELEASES[3]))?.prometheus,
  },
  promtool: {
    programs: ['promtool'],
    env: 'PROMTOOL_PATH',
    packages: { 'apt-get': [['prometheus']], dnf: [['prometheus']], brew: [['prometheus']] },
    fetch: async () => (await prometheusRelease(RELEASES[3]))?.promtool,
  },
};

/**
 * Paths of the programs, installed where they were missing. Prints each with where it came from, and puts their folders on
 * the PATH of this process and of those that it starts.
 *
 * @throws Error that says what to install, when a program cannot be had
 */
export async function findTools<Name extends ToolName = ToolName>(
  names: Name[] = Object.keys(TOOLS) as Name[]
): Promise<Pick<Tools, Name>> {
  const found: Partial<Tools> = {};
  for (const name of names) {
    const { file, from } = await findTool(name);
    console.log(`${name}: ${file} (${from})`);
    found[name] = file;
    const folder = path.dirname(file);
    const search = (process.env.PATH ?? '').split(path.delimiter);
    if (onPath([path.basename(file)]) !== file) {
      process.env.PATH = [folder, ...search].join(path.delimiter);
    }
  }
  return found as Pick<Tools, Name>;
}

async function findTool(name: ToolName): Promise<{ file: string; from: string }> {
  const tool = TOOLS[name];
  const named = process.env[tool.env];
  if (named !== undefined && named !== '') {
    if (!isProgram(named)) {
      throw new Error(`${tool.env} is ${named}, which is not a program.`);
    }
    return { file: named, from: tool.env };
  }
  const there = onPath(tool.programs) ?? tool.places?.find(isProgram);
  if (there !== undefined) {
    return { file: there, from: 'found' };
  }
  const manager = (['apt-get', 'dnf', 'brew'] as const).find((one) => onPath([one]) !== undefined);
  if (manager !== undefined && tool.packages[manager]?.some((packages) => install(manager, packages))) {
    const installed = onPath(tool.programs) ?? tool.places?.find(isProgram);
    if (installed !== undefined) {
      return { file: installed, from: `installed with ${manager}` };
    }
  }
  const fetched = await tool.fetch();
  if (fetched === undefined) {
    throw new Error(
      `${name} is missing and could not be installed. Install it and run again, or name it in ${tool.env}.`
    );
  }
  return { file: fetched, from: 'downloaded' };
}

/** Never asks for a password: where that is needed, the next way is tried. */
function install(manager: Manager, packages: string[]): boolean {
  const asIs = manager === 'brew' || process.getuid?.() === 0;
  const [program, rest]: [string, string[]] = asIs ? [manager, []] : ['sudo', ['-n', manager]];
  const execute = (args: string[]) =>
    spawnSync(program, [...rest, ...args], {
      stdio: 'inherit',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0;
  console.log(`Installing ${packages.join(' ')} with ${manager} …`);
  const yes = manager === 'brew' ? [] : ['-y'];
  return (
    execute(['install', ...yes, ...packages]) ||
    (manager === 'apt-get' && execute(['update']) && execute(['install', ...yes, ...packages]))
  );
}

async function playwrightChromium(): Promise<string | undefined> {
  const { chromium } = await import('@playwright/test');
  if (!existsSync(chromium.executablePath())) {
    console.log('Downloading Chromium with Playwright …');
    const cli = path.resolve(__dirname, '..', 'node_modules/@playwright/test/cli.js');
    spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: 'inherit' });
  }
  return isProgram(chromium.executablePath()) ? chromium.executablePath() : undefined;
}
