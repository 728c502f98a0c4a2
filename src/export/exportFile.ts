/**
 * An export as one file, so that one click is one download.
 *
 * JSON holds everything in one document. CSV and Parquet hold one table a file, so these come in an archive. Beside the
 * CSV files lies `metadata.json`: a comment above the header, or a second table in the file, is what
 * `pandas.read_csv(file)` without further arguments stumbles over.
 *
 * In a chunk of its own: nobody loads the writers who exports nothing.
 */
import { strToU8, zipSync, type Zippable } from 'fflate';

import { writeCsv } from './csv';
import type { ExportDocument } from './exportDocument';
import type { TableFormat } from './formats';
import { writeJson } from './json';
import { writeParquet } from './parquet';
import { rowCount } from './table';

export interface ExportFile {
  name: string;
  /** Media type. */
  type: string;
  bytes: Uint8Array;
}

export function exportFile(document: ExportDocument, format: TableFormat): ExportFile {
  const name = fileName(document, format);
  switch (format) {
    case 'json':
      return { name: `${name}.json`, type: 'application/json', bytes: strToU8(writeJson(document)) };
    case 'csv':
      return archive(name, {
        ...Object.fromEntries(document.tables.map((table) => [`${table.name}.csv`, strToU8(writeCsv(table))])),
        'metadata.json': strToU8(JSON.stringify(document.meta, null, 2)),
      });
    case 'parquet':
      return archive(
        name,
        Object.fromEntries(
          document.tables
            // The library writes a file without row groups that strict readers refuse; the metadata says that there are 0 rows.
            .filter((table) => rowCount(table) > 0)
            // Compressed inside already.
            .map((table) => [`${table.name}.parquet`, [writeParquet(table, document.meta), { level: 0 }]])
        )
      );
  }
}

function archive(name: string, files: Zippable): ExportFile {
  return { name: `${name}.zip`, type: 'application/zip', bytes: zipSync(files) };
}

const MOST_TITLE = 80;

/** Only what every file system and shell takes as it is; the prefix keeps it clear of names that Windows reserves. */
export function safeName(title: string): string {
  return title
    .replace(/[^A-Za-z0-9.-]+/g, '_')
    .slice(0, MOST_TITLE)
    .replace(/_+$/, '');
}

function fileName({ title, meta }: ExportDocument, format: TableFormat): string {
  return `wva_${safeName(title)}_${meta.exportedAt.replace(/[-:]|\.\d+/g, '')}_${format}`;
}
