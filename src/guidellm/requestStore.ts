/** Columns of requests that grow as a report is read. */
import type { RequestColumns } from './report';

export interface RequestRow {
  status: number;
  start: number;
  end: number;
  ttft: number;
  itl: number;
  e2e: number;
  promptTokens: number;
  outputTokens: number;
  error: number;
}

const FIRST_SIZE = 256;
const DOUBLES = ['start', 'end', 'ttft', 'itl', 'e2e', 'promptTokens', 'outputTokens'] as const;

export class RequestStore {
  private columns = emptyColumns(FIRST_SIZE);

  add(row: RequestRow): void {
    const { count } = this.columns;
    if (count === this.columns.status.length) {
      this.columns = resized(this.columns, count * 2);
    }
    for (const name of DOUBLES) {
      this.columns[name][count] = row[name];
    }
    this.columns.status[count] = row.status;
    this.columns.error[count] = row.error;
    this.columns.count++;
  }

  /** Without spare room. */
  done(): RequestColumns {
    return resized(this.columns, this.columns.count);
  }
}

export function emptyColumns(size = 0): RequestColumns {
  const doubles = () => new Float64Array(size);
  return {
    count: 0,
    status: new Uint8Array(size),
    start: doubles(),
    end: doubles(),
    ttft: doubles(),
    itl: doubles(),
    e2e: doubles(),
    promptTokens: doubles(),
    outputTokens: doubles(),
    error: new Uint16Array(size),
  };
}

function resized(columns: RequestColumns, size: number): RequestColumns {
  const next = emptyColumns(size);
  next.count = Math.min(columns.count, size);
  for (const name of [...DOUBLES, 'status', 'error'] as const) {
    next[name].set(columns[name].subarray(0, next.count));
  }
  return next;
}

/** The memory behind the columns, to be handed from a worker to its page. */
export function buffersOf(columns: RequestColumns): ArrayBuffer[] {
  return [...DOUBLES, 'status' as const, 'error' as const].map((name) => columns[name].buffer as ArrayBuffer);
}
