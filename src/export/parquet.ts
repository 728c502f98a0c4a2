/** A table as a Parquet file: UTF-8 strings, doubles, timestamps in ms of UTC; the metadata under {@link META_KEY}. */
import { ByteWriter, parquetWrite, type ColumnSource } from 'hyparquet-writer';

import type { ExportMeta } from './exportDocument';
import type { Column, Table } from './table';

/** Key of the file's key-value metadata; its value is the same JSON that the other formats carry. */
export const META_KEY = 'llmd-wva';

export function writeParquet(table: Table, meta: ExportMeta): Uint8Array {
  const writer = new ByteWriter();
  const { plugin, version } = meta.generator;
  parquetWrite({
    writer,
    columnData: table.columns.map(source),
    kvMetadata: [{ key: META_KEY, value: JSON.stringify(meta) }],
    createdBy: `${plugin} version ${version}`,
  });
  return new Uint8Array(writer.getBuffer());
}

function source(column: Column): ColumnSource {
  const { name } = column;
  switch (column.type) {
    case 'text':
      return { name, type: 'STRING', data: column.values.map((value) => value ?? null) };
    case 'number':
      return { name, type: 'DOUBLE', data: column.values.map((value) => value ?? null) };
    case 'time':
      return {
        name,
        type: 'TIMESTAMP',
        data: column.values.map((value) => (value === undefined ? null : new Date(value))),
      };
  }
}
