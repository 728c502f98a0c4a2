/** Between the page and the worker that reads a report. */
import type { GuidellmReport } from './report';

export interface ToWorker {
  file: File;
}

export type FromWorker =
  /** It runs: what fails from here on is the report's fault. */
  | { kind: 'started' }
  | { kind: 'progress'; bytes: number }
  | { kind: 'report'; report: GuidellmReport }
  /** A {@link UserError}, as far as it survives the way. */
  | { kind: 'refused'; title: string; message: string; nextStep: string };
