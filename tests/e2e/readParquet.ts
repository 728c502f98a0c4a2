/** Rows of a Parquet file, by Apache Arrow's own reader: no code in common with what wrote it. */
import { tableFromIPC } from 'apache-arrow';
import { ParquetFile, readParquet } from 'parquet-wasm/node';

export type Row = Record<string, unknown>;

export function parquetRows(bytes: Uint8Array): Row[] {
  return tableFromIPC(readParquet(bytes).intoIPCStream())
    .toArray()
    .map((row: { toJSON: () => Row }) => row.toJSON());
}

/** The file's key-value metadata. */
export async function parquetMetadata(bytes: Uint8Array): Promise<Map<string, string>> {
  const file = await ParquetFile.fromFile(new Blob([bytes as BlobPart]));
  return file.metadata().fileMetadata().keyValueMetadata() as Map<string, string>;
}
