import type { components } from '../../client/index.ts';
import { printable } from '../printable.ts';
import { finalityLines } from './finality.ts';
import {
  lawsOf,
  restrictionWords,
  timeLeft,
  timeOf,
  waitingTasks,
  waitsFor,
  waitsForMandate,
  waitsForStaff,
} from './words.ts';

export type Shown = components['schemas']['RequestOfPerson'];
type Correction = NonNullable<Shown['corrections']>[number];

/** One request as a person reads it. What others wrote goes through `printable`. */
export function shownLines(request: Shown, now: number): string[] {
  const { kind, requestId, status, dueAt, receivedAt, acknowledgeBy, refusal } = request;
  const isOpen = request.clock.state !== 'stopped';
  return [
    `${kind} ${requestId}, under ${lawsOf(request)}`,
    '',
    field('status', status),
    field('received', `${timeOf(receivedAt)}${cameBy(request)}`),
    ...(acknowledgeBy === undefined ? [] : [field('acknowledge by', timeOf(acknowledgeBy))]),
    field('due', `${timeOf(dueAt)}${isOpen ? ` (${timeLeft(request, now)})` : ''}`),
    ...(isOpen || waitsForStaff(request)
      ? [field('waits for', waitsFor(request)), ...nextLines(request)]
      : []),
    ...askedAgainLines(request),
    ...(request.about === undefined ? [] : [field('about', `request ${request.about}`)]),
    ...(request.carriesOut === undefined
      ? []
      : [field('carries out', `request ${request.carriesOut}, as an appeal was upheld`)]),
    ...(request.carriedOutAs === undefined
      ? []
      : [field('carried out as', `request ${request.carriedOutAs}`)]),
    ...(request.automatedDecisionId === undefined
      ? []
      : [field('about', `automated decision ${request.automatedDecisionId}`)]),
    ...(refusal === undefined ? [] : [field('refused on', refusal.reasons.join(', '))]),
    ...restrictionLines(request),
    ...answerLines(request),
    ...systemLines(request),
    ...finalityLines(request, field),
    ...personLines(request),
    ...mailLines(request),
    ...decisionLines(request),
    ...(request.corrections ?? []).flatMap((correction) => ['', ...correctionLines(correction)]),
    '',
    ...request.timeline.map(({ at, event }) => `${timeOf(at)}  ${event}`),
  ];
}

const width = 16;
const field = (name: string, value: string): string =>
  `${name.padEnd(Math.max(width, name.length + 2))}${value}`;

/** A text of several lines, each under the other. */
const text = (name: string, value: string): string[] =>
  value
    .split(/\r?\n/)
    .map((line, index) => field(index === 0 ? name : '', printable(line)).trimEnd());

/** Each system and recipient on its line, with what staff have to know. */
const systemLines = ({ tasks, notices = [] }: Shown): string[] => [
  ...tasks
    .slice(1)
    .map(({ system, status, action, error, ground, counts = {} }) =>
      field(
        `system:${system}`,
        [
          `${action ?? ''} ${status}`,
          ...(error === undefined ? [] : [error]),
          ...(ground === undefined || ground === status ? [] : [ground]),
          ...Object.entries(counts).map(([category, count]) => `${count} ${category}`),
        ].join(', '),
      ),
    ),
  ...notices.map(({ recipient, status, action }) =>
    field(`recipient:${recipient}`, `informed of ${action}: ${status}`),
  ),
];

const cameBy = ({ channel }: Shown): string =>
  channel === undefined || channel === 'account' ? '' : `, ${channels[channel]}`;
const channels = {
  public: 'without an account',
  letter: 'by letter',
  telephone: 'by telephone',
  'in-person': 'in person',
  'e-mail': 'by e-mail',
} as const;

/** It is evidence for who identifies the person, and identifies no one by itself. */
function askedAgainLines({ askedAgain }: Shown): string[] {
  if (askedAgain === undefined) return [];
  const { times, assurance, at } = askedAgain;
  const often = times === 1 ? 'once' : `${times} times`;
  return [field('asked again', `${often}, confirmed (${assurance}), last ${timeOf(at)}`)];
}

/** What an agent has only declared is not what staff were shown. */
const mandateOption = ({ agent }: Shown): string =>
  agent?.mandate === 'self-declared' ? '--shown MANDATE' : '--mandate';

/** The command that does what the request waits for. */
function nextLines(request: Shown): string[] {
  const { requestId, waitingFor } = request;
  switch (waitingFor) {
    case 'identity':
      return [
        field('next', `custos requests identify ${requestId}`),
        ...(waitsForMandate(request)
          ? [field('', `custos requests identify ${requestId} ${mandateOption(request)}`)]
          : []),
      ];
    case 'approval':
      return [field('next', `custos requests approve ${requestId}`)];
    case 'corrections':
      return [
        field('next', `custos requests correct ${requestId} NUMBER --accept, or --refuse GROUND`),
      ];
    case 'retry':
      return [field('next', `custos requests retry ${requestId}`)];
    case 'answer':
      return [
        field('next', `custos requests answer ${requestId} --outcome OUTCOME --reasons-file FILE`),
      ];
    case undefined:
      return waitingTasks(request).map((task, index) =>
        field(index === 0 ? 'next' : '', taskCommand(requestId, task)),
      );
  }
}

/** A recipient without an address for messages is informed by staff; a system can be asked again. */
const taskCommand = (requestId: string, task: string): string =>
  task.startsWith('recipient:')
    ? `custos requests mark-done ${requestId} ${task} --evidence TEXT`
    : `custos requests retry ${requestId} ${task}, or mark-done, or not-applicable`;

function restrictionLines(request: Shown): string[] {
  const { kind, requestId, restriction } = request;
  if (restriction === undefined) return [];
  const { purposes, categories, inForce, liftsAt } = restriction;
  // Of what was contested nothing is named once it is decided.
  const what = purposes ?? categories ?? (kind === 'restriction' ? ['every purpose'] : []);
  const verb = liftsAt === undefined ? 'lift' : 'keep';
  return [
    field('restriction', [restrictionWords(request), what.join(', ')].filter(Boolean).join(': ')),
    // What is contested is free again once its corrections are decided, and by nothing else.
    ...(inForce && kind === 'restriction'
      ? [field('next', `custos requests ${verb} ${requestId}`)]
      : []),
  ];
}

function answerLines({ answer }: Shown): string[] {
  if (answer === undefined) return [];
  const { outcome, reasons, further } = answer;
  return [
    field('answered', outcome),
    ...(reasons === undefined ? [] : text('because', reasons)),
    ...(further === undefined ? [] : text('remedies', further)),
  ];
}

function personLines({ subject, reason, askedBy, agent }: Shown): string[] {
  const mandate =
    agent === undefined
      ? []
      : [
          field(
            'agent',
            `${agent.mandate}${agent.checked ? ', checked' : agent.confirmed ? ', confirmed by the person' : ', not checked'}`,
          ),
        ];
  if (subject === undefined) {
    const scope = 'shown with the scope custos/requests.identity';
    return [...mandate, field('who asks', scope)];
  }
  const names = subject.identities.map(({ type, value }) => `${value} (${type})`);
  const known = names.length === 0 ? 'no one who is known any more' : names.join(', ');
  return [
    ...mandate,
    ...(askedBy === undefined ? [] : text('', `${askedBy.name}, ${askedBy.contact}`)),
    ...text('who asks', known),
    ...(subject.residence === undefined ? [] : [field('lives in', subject.residence)]),
    ...(reason === undefined ? [] : text('wrote', reason)),
  ];
}

/** What a system decided about the person, for those who review it. */
function decisionLines({ automatedDecision: decision }: Shown): string[] {
  if (decision === undefined) return [];
  if (decision.state === 'ended') return [field('decision', 'has ended: no one can review it')];
  const { system, outcome, mainFactors, logic, at } = decision;
  return [
    ...text('decided by', `${system}, ${timeOf(at)}`),
    ...text('outcome', outcome.value),
    ...mainFactors.flatMap((factor, index) => text(index === 0 ? 'because of' : '', factor)),
    ...(logic === undefined ? [] : text('logic', logic)),
  ];
}

const mailLines = ({ mails = [] }: Shown): string[] =>
  mails.map(({ template, state, reason }, index) =>
    field(
      index === 0 ? 'mails' : '',
      `${template}: ${state}${reason === undefined ? '' : ` (${reason})`}`,
    ),
  );

/** What is stored and what the person wants, one under the other. */
function correctionLines(correction: Correction): string[] {
  const { number, category, pointer, recordId, state, ground, reason, records } = correction;
  const place = recordId === undefined ? (pointer ?? '') : `record ${recordId}`;
  const about = [`correction ${number}`, category, place].filter((word) => word !== '').join(', ');
  return [
    printable(`${about}: ${state}${ground === undefined ? '' : ` (${ground})`}`),
    ...('old' in correction ? text('  stored', json(correction.old)) : []),
    ...(records === undefined
      ? []
      : [field('  records', `${records.count}${records.more ? ' or more' : ''}`)]),
    ...('new' in correction
      ? text('  wanted', json(correction.new))
      : 'old' in correction
        ? [field('  wanted', 'the record is to be deleted')]
        : []),
    ...(reason === undefined ? [] : text('  because', reason)),
  ];
}

const json = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value, null, 2);
