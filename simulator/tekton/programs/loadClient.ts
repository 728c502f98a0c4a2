/** What GuideLLM's client sees of its own requests. Times are seconds since the epoch, latencies seconds. */
import type { LoadClient, SentRequest } from '../../ports';

interface Ended extends SentRequest {
  endedAt: number;
  /** Tokens that were made. */
  made: number;
}

export interface CompletedRequest extends Ended {
  firstTokenAt: number;
}

/** Collects the requests of one load; those that nothing ended are under way. */
export class SeenRequests implements LoadClient {
  readonly completed: CompletedRequest[] = [];
  readonly errored: Ended[] = [];
  readonly incomplete: Ended[] = [];
  private readonly open = new Set<SentRequest>();
  private isOver = false;

  /** @param now seconds since the epoch */
  constructor(private readonly now: () => number) {}

  sent(request: SentRequest): void {
    this.open.add(request);
  }

  completedAt(request: SentRequest, firstTokenAt: number, endedAt: number): void {
    this.open.delete(request);
    this.completed.push({ ...request, firstTokenAt, endedAt, made: request.outputTokens });
  }

  broken(request: SentRequest, made: number): void {
    this.open.delete(request);
    (this.isOver ? this.incomplete : this.errored).push({ ...request, endedAt: this.now(), made });
  }

  /** From now on a request that is broken off is one that the client itself leaves. */
  leave(): void {
    this.isOver = true;
  }

  /** The rest never reached a server. */
  close(): void {
    for (const request of [...this.open]) {
      this.broken(request, 0);
    }
  }
}
