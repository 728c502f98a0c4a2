/** The inference scheduler (EPP): sends a request to one of the ready replicas, to the less loaded ones rather. */
import type { Engine } from './engine';
import type { Random } from './random';
import type { ServedRequest } from './request';

/** Bytes of a prompt's token in a request body, about. */
const BYTES_PER_TOKEN = 4;
/** The saturation detector's defaults: a waiting queue and a share of KV cache at which a pod is full. */
const FULL_QUEUE = 5;
const FULL_KV = 0.8;

const receive = (engine: Engine, request: ServedRequest): void => engine.receive(request);

export class Router {
  /** Requests held back: no replica is ready or, with flow control, the pool is saturated. */
  private readonly held: ServedRequest[] = [];
  received = 0;
  /** Requests that were sent on: the router's own counter counts them only then. */
  sent = 0;
  dropped = 0;
  /** The feature gate: requests wait here, not in the servers, while the pool is saturated. */
  flowControl = false;
  /** As it was when requests were last sent on. */
  saturation = 0;

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

  /** Hands what it holds to the engines; without one, or with a full pool under flow control, it keeps holding. */
  dispatch(engines: Engine[], now: number, send: (engine: Engine, request: ServedRequest) => void = receive): void {
    this.saturation = saturationOf(engines);
    let sent = 0;
    for (const request of this.held) {
      if (engines.length === 0 || (this.flowControl && saturationOf(engines) >= 1)) {
        break;
      }
      // vLLM counts from the arrival at the engine: a second old at most is on its way, older was held here.
      request.arrivedAt = Math.max(request.arrivedAt, now - 1);
      const engine = this.choose(engines);
      if (engine) {
        send(engine, request);
      }
      sent++;
    }
    this.held.splice(0, sent);
    this.sent += sent;
  }

  abort(sourceId: string): void {
    const stay = this.held.filter((request) => request.sourceId !== sourceId);
    this.dropped += this.held.length - stay.length;
    this.held.length = 0;
    this.held.push(...stay);
  }

  /** KV use and requests on their way, as the scheduler's scorers weigh them, with chance against herding. */
  choose(engines: Engine[]): Engine | undefined {
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

/**
 * The utilisation detector of the router's flow control: the mean over the pods of the fuller of queue and KV cache; 1 for a
 * pool without a pod.
 */
export function saturationOf(engines: Engine[]): number {
  const each = engines.map(({ waiting, kvUse }) => Math.max(waiting / FULL_QUEUE, kvUse / FULL_KV));
  return each.length === 0 ? 1 : each.reduce((sum, value) => sum + value, 0) / each.length;
}
