/** The Pipeline that deploy/ installs, with its Tasks, read from there. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { parse } from 'yaml';

import { APP_ID, LABELS, VERSION } from '../../src/constants';
import type { Pipeline, Task } from './types';

const FOLDER = path.resolve(__dirname, '..', '..', 'deploy', 'base', 'pipeline');

/** As deploy/base/labels puts them on. */
const INSTALLED = { 'app.kubernetes.io/part-of': APP_ID, [LABELS.version]: VERSION };

export function ownPipeline(): { pipelines: Pipeline[]; tasks: Task[] } {
  const read = (...file: string[]): unknown => parse(readFileSync(path.join(FOLDER, ...file), 'utf8'));
  const pipeline = read('pipeline.yaml') as Pipeline;
  const { metadata } = pipeline;
  return {
    pipelines: [{ ...pipeline, metadata: { ...metadata, labels: { ...metadata.labels, ...INSTALLED } } }],
    tasks: readdirSync(path.join(FOLDER, 'tasks')).map((file) => read('tasks', file) as Task),
  };
}
