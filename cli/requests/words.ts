import type { components } from '../../client/index.ts';
import type { Waiting } from '../../lambda/request/model/waiting.ts';

export type Summary = components['schemas']['RequestSummary'];

const day = 86_400_000;
const many = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** A request is due until the end of a day. */
export function timeLeft({ dueAt, clock }: Pick<Summary, 'dueAt' | 'clock'>, now: number): string {
  if (clock.state === 'stopped') return '-';
  const days = (Date.parse(dueAt) - now) / day;
  if (days < 0) return `${many(Math.ceil(-days), 'day')} overdue`;
  return days < 1 ? 'today' : many(Math.floor(days), 'day');
}

export const isOverdue = (
  { dueAt, clock }: Pick<Summary, 'dueAt' | 'clock'>,
  now: number,
): boolean => clock.state !== 'stopped' && Date.parse(dueAt) < now;

/** In the time zone of the machine. */
export const dateOf = (time: string): string => timeOf(time).slice(0, 10);
export const timeOf = (time: string): string =>
  new Date(time).toLocaleString('sv-SE', { dateStyle: 'short', timeStyle: 'short' });

export const lawsOf = ({ jurisdiction, jurisdictions }: Summary): string =>
  (jurisdictions ?? [jurisdiction]).join(', ');

type WithTasks = Pick<Summary, 'tasks' | 'notices'>;

/** Systems and recipients that wait for staff, named as the commands name them. */
export const waitingTasks = ({ tasks, notices = [] }: WithTasks): string[] => [
  ...tasks.filter(isWaiting).map(({ system }) => `system:${system}`),
  ...notices.filter(isWaiting).map(({ recipient }) => `recipient:${recipient}`),
];
const isWaiting = ({ status }: { readonly status: string }): boolean =>
  status === 'waiting-for-staff';

/** Staff have something to do, also of a request that is closed. */
export const waitsForStaff = (request: Summary): boolean =>
  request.waitingFor !== undefined || waitingTasks(request).length > 0;

/** What the request waits for, in a few words. */
export function waitsFor(request: Summary): string {
  const paused = request.clock.state === 'paused';
  const what =
    request.waitingFor === undefined ? undone(request) : wanted(request, request.waitingFor);
  const ground = request.clock.pauses.at(-1)?.ground ?? '';
  return paused ? `${what} (the clock is paused: ${ground})` : what;
}

function wanted(request: Summary, waiting: Waiting): string {
  switch (waiting) {
    case 'identity':
      return waitsForMandate(request)
        ? 'proof of who asks, and of the mandate'
        : 'proof of who asks';
    case 'approval': {
      const { given, needed } = request.approvals ?? { given: 0, needed: 1 };
      return needed === 1 ? 'approval' : `approval ${given + 1} of ${needed}`;
    }
    case 'corrections': {
      const corrections = request.corrections ?? [];
      const open = corrections.filter(({ state }) => state === 'waiting').length;
      return `decisions on ${open} of ${many(corrections.length, 'correction')}`;
    }
    case 'answer':
      return 'an answer';
    case 'retry':
      return `another attempt (${request.tasks[0]?.error ?? 'failed'})`;
  }
}

function undone(request: Summary): string {
  const waiting = waitingTasks(request);
  if (waiting.length > 0) return waiting.join(', ');
  const { status } = request;
  return status === 'in-progress' || status === 'received' ? 'nothing: it is carried out' : '-';
}

export const waitsForMandate = ({ agent }: Pick<Summary, 'agent'>): boolean =>
  agent !== undefined && !agent.confirmed && !agent.checked;

/** Whether what was restricted still is, and until when. */
export function restrictionWords({ restriction }: Pick<Summary, 'restriction'>): string {
  const { inForce = false, liftsAt, liftedAt } = restriction ?? {};
  if (liftedAt !== undefined) return `lifted on ${dateOf(liftedAt)}`;
  if (!inForce) return 'not in force';
  return liftsAt === undefined ? 'in force' : `in force, ends on ${dateOf(liftsAt)}`;
}

/** What became of it, after a command. */
export function outcomeLine(request: Summary, now: number): string {
  const { kind, requestId, status, dueAt } = request;
  const about = `${kind} ${requestId}: ${status}`;
  if (request.clock.state === 'stopped') {
    const waiting = waitingTasks(request);
    return [
      about,
      ...(request.kind === 'restriction' ? [restrictionWords(request)] : []),
      ...(waiting.length === 0 ? [] : [`waits for ${waiting.join(', ')}`]),
    ]
      .join(', ')
      .concat('.');
  }
  return `${about}, due ${dateOf(dueAt)} (${timeLeft(request, now)}), waits for ${waitsFor(request)}.`;
}
