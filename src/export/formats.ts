/** Of tables, and of what llm-d's own tools read. */
export const TABLE_FORMATS = ['csv', 'json', 'parquet'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];
export const EXPORT_FORMATS = [...TABLE_FORMATS, 'benchmark-report'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
