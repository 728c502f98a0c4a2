/** The Pipeline that deploy/ installs, with its Tasks, read from there. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { parse } from 'yaml';

import type { Pipeline, Task } from './types';

const FOLDER = path.resolve(__dirname, '..', '..', 'deploy', 'base', 'pipeline');

export function ownPipeline(): { pipelines: Pipeline[]; tasks: Task[] } {
  const read = (...file: string[]): unknown => parse(readFileSync(path.join(FOLDER, ...file), 'utf8'));
  return {
    pipelines: [read('pipeline.yaml') as Pipeline],
    tasks: readdirSync(path.join(FOLDER, 'tasks')).map((file) => read('tasks', file) as Task),
  };
}
