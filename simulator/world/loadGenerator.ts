/** Open-loop load, as GuideLLM's profiles `constant` and `poisson`: the next request does not wait for an answer. */
import type { LoadClient, LoadSource, SentRequest, TokenSpread } from '../ports';
import type { ServedRequest } from './request';
import type { Random } from './random';

export class LoadGenerator {
  private nextAt: number;

  /** @param from seconds since the epoch at which the load begins */
  constructor(
    readonly source: LoadSource,
    from: number,
    private readonly random: Random
  ) {
    // Generators that start in the same second do not fire in step.
    this.nextAt = from + random.next() / source.rate;
  }

  /** Requests that arrive before a time. */
  until(to: number): ServedRequest[] {
    const { id, promptTokens, outputTokens, promptSpread, outputSpread, client } = this.source;
    const requests: ServedRequest[] = [];
    for (; this.nextAt < to; this.nextAt += this.gap()) {
      const tokens = {
        promptTokens: this.tokens(promptTokens, promptSpread),
        outputTokens: this.tokens(outputTokens, outputSpread),
      };
      requests.push({
        sourceId: id,
        arrivedAt: this.nextAt,
        ...tokens,
        ...(client && toldTo(client, { sentAt: this.nextAt, ...tokens })),
      });
    }
    return requests;
  }

  /** Seconds to the next request. */
  private gap(): number {
    const { rate, arrivals } = this.source;
    return arrivals === 'poisson' ? -Math.log(1 - this.random.next()) / rate : 1 / rate;
  }

  private tokens(mean: number, spread?: TokenSpread): number {
    const value = spread
      ? Math.min(spread.max, Math.max(spread.min, mean + spread.stdev * this.random.normal()))
      : mean;
    return Math.max(1, Math.round(value));
  }
}

function toldTo(client: LoadClient, request: SentRequest): Pick<ServedRequest, 'onFinish' | 'onBreak'> {
  client.sent(request);
  return {
    onFinish: (firstTokenAt, endedAt) => client.completedAt(request, firstTokenAt, endedAt),
    onBreak: (made) => client.broken(request, made),
  };
}
