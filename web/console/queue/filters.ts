import type { Schemas } from '../../app/schemas.ts';

export type Summary = Schemas['RequestSummary'];
export type Status = Schemas['RequestStatus'];
export type Kind = Schemas['RequestKind'];

export const openStatuses = [
  'received',
  'identity-required',
  'approval-required',
  'in-progress',
  'failed',
] as const satisfies readonly Status[];
export const closedStatuses = [
  'completed',
  'partially-completed',
  'denied',
  'cancelled',
] as const satisfies readonly Status[];

/** `waits`: has something for the privacy team to do, which a closed one can have at a system. */
export interface Filters {
  readonly status: 'open' | 'waits' | Status;
  readonly kind: Kind | undefined;
  readonly law: string | undefined;
}

/** From the query of an address, or from what was saved: what is not known there is left out. */
export function filtersFrom(search: URLSearchParams, kinds: readonly string[]): Filters {
  const status = search.get('status') ?? '';
  const kind = search.get('kind') ?? '';
  const known = ['waits', ...openStatuses, ...closedStatuses] as const;
  return {
    status: known.find((one) => one === status) ?? 'open',
    kind: kinds.includes(kind) ? (kind as Kind) : undefined,
    law: search.get('law') ?? undefined,
  };
}

export const searchOf = ({ status, kind, law }: Filters): URLSearchParams =>
  new URLSearchParams({
    ...(status !== 'open' && { status }),
    ...(kind !== undefined && { kind }),
    ...(law !== undefined && { law }),
  });

export const lawsOf = ({ jurisdiction, jurisdictions }: Summary): readonly string[] =>
  jurisdictions ?? [jurisdiction];

const isWaiting = ({ status }: { readonly status: string }): boolean =>
  status === 'waiting-for-staff';

/** Staff have something to do. */
export const waitsForStaff = ({ waitingFor, tasks, notices = [] }: Summary): boolean =>
  waitingFor !== undefined || tasks.some(isWaiting) || notices.some(isWaiting);

/** Which statuses are read for a filter. */
export function statusesOf({ status }: Filters): readonly Status[] {
  if (status === 'open') return openStatuses;
  return status === 'waits' ? [...openStatuses, 'partially-completed'] : [status];
}

export const fits = ({ status, kind, law }: Filters, request: Summary): boolean =>
  (kind === undefined || request.kind === kind) &&
  (law === undefined || lawsOf(request).includes(law)) &&
  (status !== 'waits' || waitsForStaff(request));
