/** Files that import each other in a circle, type-only imports included: each can be understood only with all the others. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

import ts from 'typescript';

/** What the given files import of each other, by file. */
export function importsOf(files: readonly string[]): Map<string, string[]> {
  return new Map(
    files.map((file) => {
      const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'), true, true);
      const relative = importedFiles.filter(({ fileName }) => fileName.startsWith('.'));
      return [file, relative.flatMap(({ fileName }) => resolved(path.join(path.dirname(file), fileName)) ?? [])];
    })
  );
}

function resolved(target: string): string | undefined {
  const candidates = [target, ...['.ts', '.tsx', '/index.ts'].map((end) => `${target}${end}`)];
  return candidates.find((file) => existsSync(file) && statSync(file).isFile());
}

/**
 * Tarjan's strongly connected components of more than one file (R. Tarjan, Depth-first search and linear graph algorithms,
 * 1972).
 *
 * @returns each circle's files in order of their names
 */
export function circlesOf(imports: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[][] = [];
  const visit = (file: string): number => {
    const own = order.size;
    order.set(file, own);
    stack.push(file);
    let low = own;
    for (const next of imports.get(file) ?? []) {
      if (!order.has(next)) {
        low = Math.min(low, visit(next));
      } else if (stack.includes(next)) {
        low = Math.min(low, order.get(next) ?? low);
      }
    }
    if (low === own) {
      const circle = stack.splice(stack.indexOf(file)).sort();
      if (circle.length > 1) {
        circles.push(circle);
      }
    }
    return low;
  };
  for (const file of imports.keys()) {
    if (!order.has(file)) {
      visit(file);
    }
  }
  return circles;
}
