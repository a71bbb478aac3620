import { approximateDays } from '../../lambda/value/duration.ts';

/** How a period or duration moved; `same` when only its notation changed. */
export type Direction = 'longer' | 'shorter' | 'same';

export interface Moved<Value> {
  readonly from: Value;
  readonly to: Value;
}

export interface MovedPeriod extends Moved<string> {
  readonly direction: Direction;
}

/** A change, and the places in the compiled policies (RFC 6901) that it accounts for. */
export interface LocatedChange<Change> {
  readonly change: Change;
  readonly at: readonly string[];
}

export const moved = (from: string, to: string): MovedPeriod => ({
  from,
  to,
  direction: directionOf(approximateDays(from), approximateDays(to)),
});

export const directionOf = (from: number, to: number): Direction =>
  to > from ? 'longer' : to < from ? 'shorter' : 'same';
