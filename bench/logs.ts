/** A log of 100 MB as the run's page reads it: lines in colour, and a progress bar that never ends its line. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { append, blocksOf, countLines, EMPTY_LOG, LineFinder, type LogBuffer } from '../src/pages/run/logBuffer';
import type { Measure } from './report';

const LOG_BYTES = 100e6;
const CHUNK_BYTES = 64 * 1024;

const LINE =
  '\u001b[32m10:00:00.123\u001b[0m | \u001b[1mINFO\u001b[0m | guidellm.scheduler: {{i}} requests completed, 12 running\n';
const BAR = '\rGenerating... {{i}}/2000 \u001b[36m|#######   |\u001b[0m 12.3 req/s';

export function measureLogs(): Measure[] {
  return [
    ...measureLog('100 MB of lines', LINE, 64),
    // One line, of which only the last state is kept.
    ...measureLog('100 MB of progress bar', BAR, 2),
  ];
}

/** @param mostMb that may be kept of it in memory */
function measureLog(name: string, pattern: string, mostMb: number): Measure[] {
  const before = heapMb();
  let buffer: LogBuffer = EMPTY_LOG;
  let seconds = 0;
  let i = 0;
  for (let bytes = 0; bytes < LOG_BYTES; bytes += CHUNK_BYTES) {
    const chunk = chunkOf(() => pattern.replace('{{i}}', String(i++)));
    const began = process.cpuUsage();
    buffer = append(buffer, chunk);
    blocksOf(buffer);
    seconds += cpuSeconds(began);
  }
  const kept = heapMb() - before;
  const began = process.cpuUsage();
  new LineFinder('1999').find(blocksOf(buffer));
  return [
    { name: `${name}: read, CPU time`, unit: 's', value: seconds, budget: 10 },
    { name: `${name}: memory, for ${countLines(buffer)} lines kept`, unit: 'MB', value: kept, budget: mostMb },
    { name: `${name}: first search, CPU time`, unit: 'ms', value: cpuSeconds(began) * 1000, budget: 100 },
  ];
}

function chunkOf(next: () => string): string {
  let text = '';
  while (text.length < CHUNK_BYTES) {
    text += next();
  }
  return text;
}

function cpuSeconds(began: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1e6;
}

function heapMb(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed / 1e6;
}
