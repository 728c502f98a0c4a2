/** Reads one report in a process of its own, so that its memory is its own: `guidellmReader.ts <file>`; prints JSON. */
import { createReadStream } from 'node:fs';

import { readReport } from '../src/guidellm/readReport';

export interface Reading {
  seconds: number;
  requests: number;
  /** Resident memory at its highest, less that before the first byte, MB. */
  memory: number;
}

const MB = 1024 * 1024;

async function main(file: string): Promise<Reading> {
  const before = process.memoryUsage().rss / MB;
  const began = Date.now();
  const { benchmarks } = await readReport(createReadStream(file, { highWaterMark: MB }), { fileName: file });
  return {
    seconds: (Date.now() - began) / 1000,
    requests: benchmarks.reduce((sum, { requests }) => sum + requests.count, 0),
    memory: process.resourceUsage().maxRSS / 1024 - before,
  };
}

if (require.main === module) {
  void main(process.argv[2] ?? '').then((reading) => console.log(JSON.stringify(reading)));
}
