/**
 * The types of `src/`, tests apart, against the packages of every Grafana that is supported: code that compiles with the
 * packages of package.json may use what an older Grafana lacks, which TypeScript alone would not notice.
 *
 * The packages are fetched by name, as types only and without their dependencies (those of @grafana/ui are not all in the
 * registry), and kept in `.tmp/grafana-types`. What they depend on is found in the project's own node_modules.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';

import ts from 'typescript';

const GRAFANA_VERSIONS = ['12.3', '12.4', '13.0', '13.1', '13.2'];
const PACKAGES = ['data', 'ui', 'runtime', 'i18n', 'schema', 'e2e-selectors'].map((name) => `@grafana/${name}`);
const ROOT = path.resolve(__dirname, '..');
const CACHE = path.join(ROOT, '.tmp', 'grafana-types');

/** The folder of one version's packages, `<package>/package.json` and so on. @throws Error when npm cannot fetch them */
function fetched(version: string): string {
  const folder = path.join(CACHE, version);
  if (existsSync(folder)) {
    return folder;
  }
  const unpacked = `${folder}.${process.pid}`;
  mkdirSync(unpacked, { recursive: true });
  try {
    for (const name of PACKAGES) {
      execFileSync('npm', ['pack', '--silent', '--pack-destination', unpacked, `${name}@~${version}.0`], {
        stdio: ['ignore', 'ignore', 'inherit'],
        // An executable of its own name on Windows.
        shell: process.platform === 'win32',
      });
      const archive = readdirSync(unpacked).find((file) => file.endsWith('.tgz'));
      const target = path.join(unpacked, name);
      mkdirSync(target, { recursive: true });
      execFileSync('tar', ['-xzf', path.join(unpacked, archive!), '-C', target, '--strip-components=1']);
      rmSync(path.join(unpacked, archive!));
    }
    renameSync(unpacked, folder);
  } finally {
    rmSync(unpacked, { recursive: true, force: true });
  }
  return folder;
}

function patchOf(folder: string): string {
  return (JSON.parse(readFileSync(path.join(folder, '@grafana/data/package.json'), 'utf8')) as { version: string })
    .version;
}

const parsed = ts.getParsedCommandLineOfConfigFile(path.join(ROOT, 'tsconfig.json'), undefined, {
  ...ts.sys,
  onUnRecoverableConfigFileDiagnostic: (problem) => {
    throw new Error(ts.flattenDiagnosticMessageText(problem.messageText, ' '));
  },
})!;
const sources = parsed.fileNames.filter((file) => {
  const own = path.relative(ROOT, file).split(path.sep).join('/');
  return /^(src|\.config\/types)\//.test(own) && !/\.test\.tsx?$/.test(own);
});
/** Files that every version reads alike are parsed once. */
const files = new Map<string, ts.SourceFile | undefined>();

/** What the compiler says of src/ with the packages of a folder, a line each. */
function problems(folder: string): string[] {
  const paths = Object.fromEntries(PACKAGES.map((name) => [name, [path.join(folder, name)]]));
  const options: ts.CompilerOptions = { ...parsed.options, noEmit: true, incremental: false, paths };
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (name, ...rest) => {
    if (!files.has(name)) {
      files.set(name, getSourceFile(name, ...rest));
    }
    return files.get(name);
  };
  const program = ts.createProgram(sources, options, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const text = ts.flattenDiagnosticMessageText(messageText, ' ');
    const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
    return file ? `${path.relative(ROOT, file.fileName)}:${line}: ${text}` : text;
  });
}

function main(only: string[]): void {
  for (const version of only.length > 0 ? only : GRAFANA_VERSIONS) {
    const folder = fetched(version);
    const found = problems(folder);
    console.log(`Grafana ${patchOf(folder)}: ${found.length === 0 ? 'no problem' : `${found.length} problems`}`);
    for (const problem of found) {
      console.log(`  ${patchOf(folder)} ${problem}`);
    }
    process.exitCode = found.length > 0 ? 1 : process.exitCode;
  }
}

main(process.argv.slice(2));
