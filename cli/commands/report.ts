/** `wva report`: records or runs as a table for an issue, as a page that stands alone, or as data. */
import { writeCsv } from '../../src/export/csv';
import { exportDocument } from '../../src/export/exportDocument';
import { htmlReport } from '../../src/export/htmlReport';
import { writeJson } from '../../src/export/json';
import { markdownReport } from '../../src/export/markdownReport';
import { kpiTable } from '../../src/export/tables';
import type { RunAnalysis } from '../../src/domain/analysis/runAnalysis';
import { ANALYSIS_OPTIONS, analysesOf } from '../analyses';
import type { Command, Io } from '../command';
import { writeWhole } from '../files';
import { EXIT, UsageError } from '../usage';
import { VERSION } from '../version';

const FORMATS = {
  markdown: (analyses: RunAnalysis[]) => markdownReport(analyses),
  html: (analyses: RunAnalysis[]) => htmlReport(analyses),
  csv: (analyses: RunAnalysis[]) => writeCsv(kpiTable(analyses)),
  json: (analyses: RunAnalysis[], io: Io) =>
    writeJson(exportDocument(analyses, { link: '', pluginVersion: VERSION, now: io.now() })),
} as const satisfies Record<string, (analyses: RunAnalysis[], io: Io) => string>;
type Format = keyof typeof FORMATS;

export const report: Command = {
  usage: `(RECORD | NS/NAME)… --format ${Object.keys(FORMATS).join('|')} [--out FILE]`,
  about: 'Prints records or runs as the table that is published, as a page that stands alone, or as data.',
  details: [
    'A name that is no file, NS/NAME, is a run of the cluster: it is measured now, which takes --prometheus.',
    'Several are columns side by side, with their mean and its spread.',
  ],
  options: {
    ...ANALYSIS_OPTIONS,
    format: { value: 'FORMAT', about: 'markdown (default), html, csv or json' },
    out: { value: 'FILE', about: 'writes to a file instead of standard output' },
  },
  takesWords: true,
  run: async (given, io) => {
    const format = given.text('format') ?? 'markdown';
    if (!isFormat(format)) {
      throw new UsageError(`--format must be one of ${Object.keys(FORMATS).join(', ')}`);
    }
    if (given.words.length === 0) {
      throw new UsageError('no record is named');
    }
    const text = FORMATS[format](await analysesOf(given.words, given, io), io);
    const out = given.text('out');
    if (out === undefined) {
      io.out(text);
    } else {
      writeWhole(out, text);
    }
    return EXIT.done;
  },
};

function isFormat(text: string): text is Format {
  return Object.hasOwn(FORMATS, text);
}
