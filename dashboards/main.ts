/**
 * `npm run dashboards`: writes dashboards/generated from the boards; with `--check` says what differs, and writes nothing.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { drift, explain } from './drift';
import { dashboardFiles, GENERATED } from './files';

function main(args: string[]): number {
  const wanted = dashboardFiles();
  const differing = drift(GENERATED, wanted);
  if (args.includes('--check')) {
    if (differing.length > 0) {
      console.error(explain(differing).join('\n'));
      return 1;
    }
    console.log(`${wanted.size} dashboards are what the boards say.`);
    return 0;
  }
  mkdirSync(GENERATED, { recursive: true });
  for (const { file } of differing) {
    const text = wanted.get(file);
    if (text === undefined) {
      rmSync(path.join(GENERATED, file));
    } else {
      writeFileSync(path.join(GENERATED, file), text);
    }
  }
  console.log(`dashboards/generated: ${wanted.size} dashboards, ${differing.length} changed.`);
  return 0;
}

process.exitCode = main(process.argv.slice(2));
