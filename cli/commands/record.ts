/** `wva record`: a window, measured and kept in a file, so that it outlasts Prometheus. */
import type { AnalysedRun } from '../../src/domain/analysis/types';
import { packRecord } from '../../src/records/pack';
import { RUN_OPTIONS } from '../clusterRun';
import { type Command } from '../command';
import { writeWhole } from '../files';
import { progressOn } from '../progress';
import { PROMETHEUS_OPTIONS } from '../prometheusOptions';
import { EXIT, UsageError } from '../usage';
import { WRITER } from '../version';
import { analysisAsked, askedOf, WINDOW_OPTIONS } from './measure';

export const record: Command = {
  usage: '--prometheus URL (--run NS/NAME | --namespace NS --workload NAME --from TIME --to TIME) --out FILE',
  about: 'Measures a run or a window and keeps everything that is shown of it in one file.',
  details: [
    'The file is JSON, packed with gzip unless its name ends in .json. docs/records.md describes it.',
    'A file that is there already is only replaced with --force.',
    'Exit code: 0 recorded, 1 Prometheus did not answer, 64 the call is wrong.',
  ],
  options: {
    ...PROMETHEUS_OPTIONS,
    ...RUN_OPTIONS,
    ...WINDOW_OPTIONS,
    out: { value: 'FILE', about: 'where the record goes' },
    name: { value: 'NAME', about: 'what a window is called; default: workload and start' },
    experiment: { value: 'NAME', about: 'experiment that a window belongs to: windows of one are repeats' },
    force: { about: 'replaces a file that is there' },
  },
  run: async (given, io) => {
    const asked = askedOf(given, io.now());
    const ofWindow = ['name', 'experiment'].find((name) => given.text(name) !== undefined);
    if (!('from' in asked) && ofWindow !== undefined) {
      throw new UsageError(`--run and --${ofWindow} exclude each other: a run has its own`);
    }
    const out = given.needed('out');
    if (!given.isOn('force') && io.isThere(out)) {
      throw new UsageError(`${out} is there already: choose another name, or replace it with --force`);
    }
    const named = (run: AnalysedRun): AnalysedRun => ({
      ...run,
      ...(given.text('name') !== undefined && { name: given.needed('name') }),
      experiment: given.text('experiment') ?? run.experiment,
    });
    const progress = progressOn(io);
    try {
      const asking = { now: io.now(), signal: io.signal, onProgress: progress.show };
      const { analysis, detection, warnings } = await analysisAsked(asked, given, io, asking, named);
      const { measurements } = analysis;
      const problems = [...new Set([...measurements.problems, ...warnings])];
      const packed = packRecord(
        { ...analysis, measurements: { ...measurements, problems } },
        {
          now: io.now(),
          writer: WRITER,
          cluster: { wvaVersion: detection.wvaVersion, dialect: { ...detection.dialect } },
        }
      );
      writeWhole(out, out.endsWith('.json') ? `${JSON.stringify(packed.record)}\n` : packed.gzip);
      progress.end();
      io.err(`${out}: ${Math.ceil(packed.bytes / 1000)} kB in a ConfigMap\n`);
      problems.forEach((problem) => io.err(`${problem}\n`));
      return EXIT.done;
    } finally {
      progress.end();
    }
  },
};
