/** What WVA's controller has to say of each of its cycles over one model. */
import type { V1Analysis } from './analyzer';
import type { V2Analysis, V2Thresholds } from './saturationV2';

export type CycleAnalysis = ({ kind: 'v1' } & V1Analysis) | ({ kind: 'v2'; thresholds: V2Thresholds } & V2Analysis);

export interface CycleVariant {
  name: string;
  role: string;
  /** That have metrics. */
  replicas: number;
  current: number;
  target: number;
}

export interface CycleRecord {
  /** Seconds since the epoch. */
  at: number;
  analysis: CycleAnalysis;
  /** In the order of the analysis. */
  variants: readonly CycleVariant[];
}

/** Cycles that are kept, as a kubelet keeps a log: ten hours of them at 15 s. */
const MOST = 2_400;

/** The last cycles, oldest first. */
export class CycleLog {
  readonly records: CycleRecord[] = [];

  add(record: CycleRecord): void {
    this.records.push(record);
    if (this.records.length > MOST) {
      this.records.splice(0, MOST / 10);
    }
  }
}
