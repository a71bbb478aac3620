import type { Schemas } from '../../app/schemas.ts';
import type { Format } from '../../app/format.ts';
import { wordOf } from '../../app/known.ts';
import type { Words } from '../../languages/en/centre.ts';

type Request = Schemas['Request'];

const closed: ReadonlySet<Request['status']> = new Set([
  'completed',
  'partially-completed',
  'denied',
  'cancelled',
]);

export const isClosed = ({ status }: Pick<Request, 'status'>): boolean => closed.has(status);

/** Systems carry it out: what it says can change at any moment. */
export const isMoving = ({ status, waitingFor, tasks }: Request): boolean =>
  status === 'received' ||
  (waitingFor === undefined &&
    (status === 'in-progress' || tasks.some((task) => task.status === 'running')));

const isLate = (request: Request): boolean =>
  !isClosed(request) && request.clock.state === 'running' && Date.parse(request.dueAt) < Date.now();

/** What was refused, in whole or in part, and what is not answered in time; the API has the last word. */
export function appealOf(request: Request): 'refused' | 'late' | undefined {
  const { kind, status, appeal, carriesOut } = request;
  if (kind === 'appeal' || appeal !== undefined || carriesOut !== undefined) return undefined;
  if (status === 'denied' || status === 'partially-completed') return 'refused';
  return isLate(request) ? 'late' : undefined;
}

/** Whether the person can call it off, or end what it has brought about. */
export function callOffOf(request: Request): 'call-off' | 'end' | undefined {
  if (request.kind === 'restriction' && request.restriction?.inForce === true) return 'end';
  const isGone = request.timeline.some(({ event }) => event === 'person-fenced');
  return isClosed(request) || isGone ? undefined : 'call-off';
}

/** How far the data itself is, which is ahead of the request: a remainder can be found after a certificate. */
export function erasureOf(request: Request): 'erased' | 'remainder' | undefined {
  if (request.kind !== 'erasure' || request.certificate === undefined) return undefined;
  const last = request.timeline.findLast(
    ({ event }) => event === 'certificate-issued' || event === 'residue-found',
  );
  return last?.event === 'residue-found' ? 'remainder' : 'erased';
}

/** Whether it is only closing the request that is missing. */
const isErasedAlready = (request: Request): boolean =>
  request.status === 'in-progress' && erasureOf(request) === 'erased';

export const statusOf = (request: Request, words: Words): string =>
  isErasedAlready(request)
    ? words.requests.report.erased
    : wordOf(words.requestLists.statuses, request.status);

export function toneOf(request: Request): '' | 'good' | 'bad' | 'warning' {
  if (isErasedAlready(request)) return 'good';
  switch (request.status) {
    case 'completed':
      return 'good';
    case 'denied':
    case 'failed':
      return 'bad';
    case 'identity-required':
    case 'partially-completed':
      return 'warning';
    case 'received':
    case 'approval-required':
    case 'in-progress':
    case 'cancelled':
      return '';
    // A newer API.
    default:
      return '';
  }
}

/** What happens next and by when, in a sentence. */
export function nextOf(request: Request, words: Words, format: Format): string {
  const { next } = words.requests;
  const { status, clock, waitingFor } = request;
  const due = format.day(request.dueAt);
  if (isErasedAlready(request)) return doneOf(request, next, format);
  const pause = clock.state === 'paused' ? clock.pauses.at(-1) : undefined;
  if (pause !== undefined) return next.paused(wordOf(words.requestLists.delays, pause.ground));
  if (isLate(request)) return next.late(due);
  switch (status) {
    case 'received':
      return next.received(due);
    case 'identity-required':
      return next.identity;
    case 'approval-required':
      return next.approval(due);
    case 'in-progress':
      return waitingFor === undefined ? next.carriedOut(due) : next.answer(due);
    case 'failed':
      return next.failed(due);
    case 'completed':
      return doneOf(request, next, format);
    case 'partially-completed':
      return next.partly;
    case 'denied':
      return next.denied;
    case 'cancelled':
      return next.cancelled;
    // A newer API.
    default:
      return next.newer;
  }
}

function doneOf(request: Request, next: Words['requests']['next'], format: Format): string {
  const { kind, unchanged, restriction, export: made } = request;
  if (unchanged !== undefined) return next.unchanged;
  if (made !== undefined) return next.exportReady(format.day(made.expiresAt));
  if (kind === 'access' || kind === 'portability') return next.exportGone;
  if (kind === 'erasure') return erasedOf(request, next, format);
  return kind === 'restriction' && restriction?.inForce === true ? next.restricted : next.done;
}

const dayMilliseconds = 86_400_000;

/** No backup is looked for before the destroyed keys can be restored from none; how long it takes then is open. */
function erasedOf(request: Request, next: Words['requests']['next'], format: Format): string {
  const { certificateContent: content, finalCertificate } = request;
  if (erasureOf(request) === 'remainder') return next.remainder;
  if (content === undefined || finalCertificate !== undefined) return next.erased;
  const from = Date.parse(content.revokedAt) + content.pitrDays * dayMilliseconds;
  return `${next.erased} ${next.backups(format.day(new Date(from).toISOString()))}`;
}
