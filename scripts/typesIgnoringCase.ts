/**
 * The type check as a file system does it that ignores case, as on macOS and Windows: an import that another file's name
 * answers, or that spells its own file's otherwise, is an error there and here.
 *
 *   node --import tsx scripts/typesIgnoringCase.ts
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';

import ts from 'typescript';

const ROOT = path.resolve(__dirname, '..');

/** Names of a folder as they are spelled, by their lower case; the first of two that are the same there. */
const folders = new Map<string, ReadonlyMap<string, string>>();

function namesIn(folder: string): ReadonlyMap<string, string> {
  const known = folders.get(folder);
  if (known) {
    return known;
  }
  const names = new Map<string, string>();
  try {
    for (const name of readdirSync(folder)) {
      names.set(name.toLowerCase(), names.get(name.toLowerCase()) ?? name);
    }
  } catch {
    // No such folder: it has no names.
  }
  folders.set(folder, names);
  return names;
}

/** The path as the disk spells it; undefined where there is none. Only our own names are looked up. */
function onDisk(file: string): string | undefined {
  const relative = path.relative(ROOT, path.resolve(file));
  if (relative.startsWith('..') || relative.split(path.sep).includes('node_modules')) {
    return file;
  }
  return relative
    .split(path.sep)
    .filter((part) => part !== '')
    .reduce<string | undefined>((folder, part) => {
      const name = folder === undefined ? undefined : namesIn(folder).get(part.toLowerCase());
      return folder === undefined || name === undefined ? undefined : path.join(folder, name);
    }, ROOT);
}

/** @returns what the compiler says of the project, on a disk that ignores case */
function problemsIgnoringCase(configFile = path.join(ROOT, 'tsconfig.json')): string[] {
  const system: ts.System = {
    ...ts.sys,
    useCaseSensitiveFileNames: false,
    fileExists: (file) => ts.sys.fileExists(onDisk(file) ?? file),
    directoryExists: (folder) => ts.sys.directoryExists(onDisk(folder) ?? folder),
    readFile: (file, encoding) => ts.sys.readFile(onDisk(file) ?? file, encoding),
  };
  const { config, error } = ts.readConfigFile(configFile, (file) => ts.sys.readFile(file));
  const parsed = ts.parseJsonConfigFileContent(config, ts.sys, path.dirname(configFile));
  const options = { ...parsed.options, noEmit: true, forceConsistentCasingInFileNames: true };
  const host = ts.createCompilerHost(options);
  const ignoring: ts.CompilerHost = {
    ...host,
    useCaseSensitiveFileNames: () => false,
    getCanonicalFileName: (file) => file.toLowerCase(),
    fileExists: system.fileExists,
    directoryExists: system.directoryExists,
    readFile: system.readFile,
    getSourceFile: (file, ...rest) => host.getSourceFile(onDisk(file) ?? file, ...rest),
  };
  const program = ts.createProgram({ rootNames: parsed.fileNames, options, host: ignoring });
  const found = [...(error ? [error] : []), ...parsed.errors, ...ts.getPreEmitDiagnostics(program)];
  return found.map((diagnostic) => ts.formatDiagnostic(diagnostic, ignoring).trim());
}

const problems = problemsIgnoringCase();
process.stdout.write(problems.map((problem) => `${problem}\n`).join(''));
process.exitCode = problems.length === 0 ? 0 : 1;
