/** Between the page and the worker that reads a report. */
import type { TextParts } from '../i18n/t';
import type { GuidellmReport } from './report';

export interface ToWorker {
  file: File;
}

export type FromWorker =
  /** It runs: what fails from here on is the report's fault. */
  | { kind: 'started' }
  | { kind: 'progress'; bytes: number }
  | { kind: 'report'; report: GuidellmReport }
  /** A {@link UserError}, as far as it survives the way; its texts in parts, for the page to translate. */
  | { kind: 'refused'; title: string | TextParts; message: string | TextParts; nextStep: string | TextParts };
