/** The inference scheduler (EPP): sends a request to one of the ready replicas, to the less loaded ones rather. */
import type { Engine, ServedRequest } from './engine';
import type { Random } from './random';

/** Bytes of a prompt's token in a request body, about. */
const BYTES_PER_TOKEN = 4;

export class Router {
  /** Requests held back because no replica is ready. */
  private readonly held: ServedRequest[] = [];
  received = 0;
  dropped = 0;

  constructor(private readonly random: Random) {}

  get queueSize(): number {
    return this.held.length;
  }

  get queueBytes(): number {
    return this.held.reduce((sum, request) => sum + request.promptTokens * BYTES_PER_TOKEN, 0);
  }

  receive(requests: ServedRequest[]): void {
    this.received += requests.length;
    this.held.push(...requests);
  }

  /** Hands what it holds to the engines; without one it keeps holding. */
  dispatch(engines: Engine[], now: number): void {
    if (engines.length === 0) {
      return;
    }
    for (const request of this.held) {
      // vLLM counts from the arrival at the engine: a second old at most is on its way, older was held here.
      request.arrivedAt = Math.max(request.arrivedAt, now - 1);
      this.choose(engines)?.receive(request);
    }
    this.held.length = 0;
  }

  abort(sourceId: string): void {
    const stay = this.held.filter((request) => request.sourceId !== sourceId);
    this.dropped += this.held.length - stay.length;
    this.held.length = 0;
    this.held.push(...stay);
  }

  /** KV use and requests on their way, as the scheduler's scorers weigh them, with chance against herding. */
  private choose(engines: Engine[]): Engine | undefined {
    let best: Engine | undefined;
    let least = Infinity;
    for (const engine of engines) {
      const score = 0.4 * engine.kvUse + 0.01 * (engine.running + engine.waiting) + 0.15 * this.random.next();
      if (score < least) {
        least = score;
        best = engine;
      }
    }
    return best;
  }
}
