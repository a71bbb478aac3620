import type { RequestStatus } from './request.ts';
import type { RequestKind } from './kinds.ts';
import { isAnswered } from './kinds.ts';

/** What the privacy team has to do before a request can go on. Closed and published. */
export const waitings = ['identity', 'approval', 'corrections', 'answer', 'retry'] as const;
export type Waiting = (typeof waitings)[number];

/** A request that waits for something has this one status, so that an index finds it. */
export const statusOfWaiting: Readonly<Record<Waiting, RequestStatus>> = {
  identity: 'identity-required',
  approval: 'approval-required',
  corrections: 'in-progress',
  answer: 'in-progress',
  retry: 'failed',
};

interface Asked {
  readonly kind: RequestKind;
  readonly status: RequestStatus;
  readonly corrections?: readonly { readonly decision?: unknown }[] | undefined;
}

/** @returns undefined where there is nothing to do: it is carried out, or closed */
export function waitingFor({ kind, status, corrections = [] }: Asked): Waiting | undefined {
  switch (status) {
    case 'identity-required':
      return 'identity';
    case 'approval-required':
      return 'approval';
    case 'failed':
      return 'retry';
    case 'in-progress':
      if (!isAnswered(kind)) return undefined;
      if (kind !== 'rectification') return 'answer';
      return corrections.some(({ decision }) => decision === undefined) ? 'corrections' : undefined;
    case 'received':
    case 'completed':
    case 'partially-completed':
    case 'denied':
    case 'cancelled':
      return undefined;
  }
}
