/** What this process, and the functions that it runs, add to the time of the machine. */
let aheadMilliseconds = 0;
const RealDate = Date;

export const millisecondsAhead = (): number => aheadMilliseconds;

/**
 * Runs on as if it were later, so that periods end that last for days. Timers wait as long as before.
 * Data that was written then is of the future for a start without it.
 *
 * @param milliseconds beyond the time of the machine; 0 undoes it
 */
export function runAhead(milliseconds: number): void {
  aheadMilliseconds = milliseconds;
  globalThis.Date =
    milliseconds === 0
      ? RealDate
      : new Proxy(RealDate, {
          construct: (real, args, newTarget) =>
            Reflect.construct(real, args.length === 0 ? [later()] : args, newTarget) as object,
          apply: () => new RealDate(later()).toString(),
          get: (real, name) => (name === 'now' ? later : (Reflect.get(real, name) as unknown)),
        });
}

const later = (): number => RealDate.now() + aheadMilliseconds;
