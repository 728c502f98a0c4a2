/**
 * Which of several recorders is at work: the holder of a Lease (coordination.k8s.io/v1).
 *
 * Nobody's clock is compared with another's: a Lease is over when it has not changed for its length by the clock of who
 * looks, and its holder stops working earlier than that by its own.
 */
export interface LeaseState {
  /** Empty: it was given up. */
  holder: string;
  resourceVersion: string;
  /** How often the holder changed. */
  transitions: number;
  /** s; absent where somebody else wrote it. */
  durationSeconds?: number;
}

/** The one Lease, as it is kept. Every promise settles within {@link ANSWER_WITHIN_MS}. */
export interface LeaseStore {
  /** Undefined: there is none. */
  read(): Promise<LeaseState | undefined>;
  /** @returns undefined when somebody else was faster */
  create(holder: string): Promise<LeaseState | undefined>;
  /** @returns undefined when it has changed since it was read */
  update(seen: LeaseState, next: { holder: string; transitions: number }): Promise<LeaseState | undefined>;
}

export const LEASE_SECONDS = 30;
/** The holder works so long after it began to renew; the others wait for {@link LEASE_SECONDS}. */
const WORKS_MS = 20_000;
const ANSWER_WITHIN_MS = 10_000;
export const RENEW_MS = 8_000;

export class LeaseKeeper {
  private holdsUntil = -Infinity;
  private observed?: { resourceVersion: string; at: number };
  private turn: Promise<unknown> = Promise.resolve();
  private isGivenUp = false;

  /** @param clock ms, of this machine */
  constructor(
    private readonly store: LeaseStore,
    private readonly identity: string,
    private readonly clock: () => number
  ) {}

  /** Whether this one may work now. */
  holds(): boolean {
    return this.clock() < this.holdsUntil;
  }

  /** Takes the Lease, or renews it, where that is due. @throws what the store throws */
  keep(): Promise<void> {
    return this.inTurn(async () => {
      if (!this.isGivenUp) {
        await this.tryKeep();
      }
    });
  }

  /** Gives the Lease up, so that another need not wait; never again taken by this one. */
  giveUp(): Promise<void> {
    this.holdsUntil = -Infinity;
    this.isGivenUp = true;
    return this.inTurn(async () => {
      this.holdsUntil = -Infinity;
      const lease = await this.store.read();
      if (lease?.holder === this.identity) {
        await this.store.update(lease, { holder: '', transitions: lease.transitions });
      }
    });
  }

  private async tryKeep(): Promise<void> {
    const began = this.clock();
    const lease = await this.store.read();
    const mine = lease === undefined ? await this.store.create(this.identity) : await this.take(lease);
    if (mine) {
      this.observed = { resourceVersion: mine.resourceVersion, at: began };
      this.holdsUntil = this.isGivenUp ? -Infinity : began + WORKS_MS;
    }
  }

  private async take(lease: LeaseState): Promise<LeaseState | undefined> {
    const isMine = lease.holder === this.identity;
    if (!isMine && lease.holder !== '' && !this.isOver(lease)) {
      return undefined;
    }
    return this.store.update(lease, {
      holder: this.identity,
      transitions: lease.transitions + (isMine ? 0 : 1),
    });
  }

  private isOver({ resourceVersion, durationSeconds = LEASE_SECONDS }: LeaseState): boolean {
    const now = this.clock();
    if (this.observed?.resourceVersion !== resourceVersion) {
      this.observed = { resourceVersion, at: now };
    }
    return now - this.observed.at > durationSeconds * 1000;
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.turn.then(work, work);
    this.turn = turn.catch(() => undefined);
    return turn;
  }
}

export { ANSWER_WITHIN_MS as LEASE_ANSWER_WITHIN_MS };
