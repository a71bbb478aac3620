import type { DatabaseCall, Fault } from '../proxy.ts';
import type { Dice } from './dice.ts';

const anyCall: readonly Fault[] = [
  { kind: 'throttle' },
  { kind: 'disconnect-before' },
  { kind: 'disconnect-after' },
];
const byOperation: Readonly<Record<string, readonly Fault[]>> = {
  ExecuteTransaction: [{ kind: 'conflict' }, ...anyCall],
  BatchExecuteStatement: [{ kind: 'unprocessed' }, ...anyCall],
  BatchGetItem: [{ kind: 'unprocessed' }, ...anyCall],
  BatchWriteItem: [{ kind: 'unprocessed' }, ...anyCall],
};

export interface FaultInjection {
  /** The fault of a call, if any. */
  readonly choose: (call: DatabaseCall) => Fault | undefined;
  /** Every call fails, also when the SDK sends it again, until `isOver`. */
  readonly startOutage: (isOver: () => boolean) => void;
  /** Faults by kind, without those of outages. */
  readonly met: ReadonlyMap<string, number>;
  /** Calls outside outages. */
  readonly calls: () => number;
}

/** Injects a fault that the operation can have into a share of all calls, and counts them. */
export function openFaultInjection(dice: Dice, share: number): FaultInjection {
  const met = new Map<string, number>();
  let calls = 0;
  let isOver = () => true;
  return {
    met,
    calls: () => calls,
    startOutage: (condition) => {
      isOver = condition;
    },
    choose: ({ operation }) => {
      if (!isOver()) return dice.pick(anyCall);
      calls += 1;
      if (dice.roll() >= share) return undefined;
      const fault = dice.pick(byOperation[operation] ?? anyCall);
      met.set(fault.kind, (met.get(fault.kind) ?? 0) + 1);
      return fault;
    },
  };
}
