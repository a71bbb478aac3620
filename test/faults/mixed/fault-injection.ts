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

/** Injects a fault that the operation can have into a share of all calls, and counts them. */
export function openFaultInjection(
  dice: Dice,
  share: number,
): {
  readonly choose: (call: DatabaseCall) => Fault | undefined;
  readonly met: ReadonlyMap<string, number>;
} {
  const met = new Map<string, number>();
  return {
    met,
    choose: ({ operation }) => {
      if (dice.roll() >= share) return undefined;
      const fault = dice.pick(byOperation[operation] ?? anyCall);
      met.set(fault.kind, (met.get(fault.kind) ?? 0) + 1);
      return fault;
    },
  };
}
