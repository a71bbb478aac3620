/** An environment without a call. */
export interface Idle {
  /** Ends the environment; no call reaches it any more. */
  readonly end: () => void;
}

export interface IdleLimits {
  /** Of all functions together. */
  readonly count: number;
  readonly milliseconds: number;
}

/** About 30 MB each. */
export const usualLimits: IdleLimits = { count: 5, milliseconds: 60_000 };

/**
 * Ends environments that have been idle for long, and the longest idle one when there are many, as
 * Lambda ends those that are not used.
 */
export class IdleEnvironments {
  readonly #limits: IdleLimits;
  /** In the order in which they became idle, with the moment in milliseconds of this process. */
  readonly #since = new Map<Idle, number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(limits: IdleLimits = usualLimits) {
    this.#limits = limits;
  }

  add(idle: Idle): void {
    this.#since.set(idle, performance.now());
    const [longest] = this.#since.keys();
    if (this.#since.size > this.#limits.count && longest !== undefined) this.#end(longest);
    this.#wait();
  }

  remove(idle: Idle): void {
    this.#since.delete(idle);
  }

  #end(idle: Idle): void {
    this.#since.delete(idle);
    idle.end();
  }

  /** One timer, for the environment that has been idle for longest. */
  #wait(): void {
    const [first] = this.#since.values();
    if (this.#timer !== undefined || first === undefined) return;
    const left = first + this.#limits.milliseconds - performance.now();
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        const oldest = performance.now() - this.#limits.milliseconds;
        for (const [idle, since] of this.#since) if (since <= oldest) this.#end(idle);
        this.#wait();
      },
      Math.max(left, 10),
    ).unref();
  }
}
