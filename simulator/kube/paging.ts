/** Lists in pages: every page of a list shows the objects as they were at its first page, until that is too long ago. */
import { createHash } from 'node:crypto';

import type { KubeObject } from './objects';
import { badRequest, expiredContinue } from './status';

export interface Page {
  items: KubeObject[];
  resourceVersion: string;
  continue?: string;
  remainingItemCount?: number;
}

interface Token {
  v: string;
  /** Revision of the list; -1 continues with what there is now. */
  rv: number;
  /** Name of the last object of the page before. */
  start: string;
}

const encode = (token: Token) => Buffer.from(JSON.stringify(token)).toString('base64url');

function decode(text: string): Token {
  try {
    const token = JSON.parse(Buffer.from(text, 'base64url').toString()) as Token;
    if (token.v === 'meta.k8s.io/v1' && Number.isInteger(token.rv) && typeof token.start === 'string') {
      return token;
    }
  } catch {
    // falls through to the same answer
  }
  throw badRequest('continue key is not valid: invalid continue token');
}

export interface PageRequest {
  /** 0 for all. */
  limit: number;
  continue: string;
  /** Whether a selector is at work: then the rest is not counted. */
  selective: boolean;
}

/** Keeps the lists that were begun, the newest ones; `expire` is what compaction does. */
export class Pager {
  private readonly snapshots = new Map<string, KubeObject[]>();

  constructor(private readonly keep = 32) {}

  /**
   * @param scope resource and namespace
   * @param current the objects now, in order of their names
   * @param revision the revision of `current`
   */
  page(
    scope: string,
    request: PageRequest,
    revision: number,
    current: () => KubeObject[],
    selects: (object: KubeObject) => boolean
  ): Page {
    const token = request.continue ? decode(request.continue) : undefined;
    const at = token && token.rv >= 0 ? token.rv : revision;
    const key = createHash('sha1').update(`${scope}@${at}`).digest('hex');
    const all = token && token.rv >= 0 ? this.snapshots.get(key) : current();
    if (!all) {
      throw expiredContinue(encode({ v: 'meta.k8s.io/v1', rv: -1, start: token?.start ?? '' }));
    }
    const rest = all.filter((object) => selects(object) && (!token || object.metadata.name > token.start));
    if (!request.limit || rest.length <= request.limit) {
      return { items: rest, resourceVersion: String(at) };
    }
    this.remember(key, all);
    const items = rest.slice(0, request.limit);
    return {
      items,
      resourceVersion: String(at),
      continue: encode({ v: 'meta.k8s.io/v1', rv: at, start: items[items.length - 1]?.metadata.name ?? '' }),
      ...(request.selective ? {} : { remainingItemCount: rest.length - items.length }),
    };
  }

  /** Every continue token given so far is too old from now on. */
  expire(): void {
    this.snapshots.clear();
  }

  private remember(key: string, all: KubeObject[]): void {
    this.snapshots.delete(key);
    this.snapshots.set(key, all);
    const [oldest] = this.snapshots.keys();
    if (this.snapshots.size > this.keep && oldest) {
      this.snapshots.delete(oldest);
    }
  }
}
