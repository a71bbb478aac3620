import { bodyOf } from '../../../client/index.ts';
import type { Client } from '../../../client/index.ts';
import type { Schemas } from '../../app/api.tsx';
import type { StaffRequest } from './use-request.ts';

export const acts = [
  'approve',
  'deny',
  'extend',
  'pause',
  'resume',
  'retry',
  'identify',
  'check-mandate',
  'lift',
  'keep',
  'answer',
] as const;
export type Act = (typeof acts)[number];

/** What staff entered in the dialog of an act. */
export interface Entered {
  readonly ground?: string;
  readonly note?: string;
  readonly until?: string;
  readonly outcome?: Schemas['AnswerOutcome'];
  readonly reasons?: string;
  readonly remedies?: string;
  readonly shown?: string;
}

/** Whether the API would take it now, from anybody. */
export function isPossible({ acts: possible }: StaffRequest, act: Act): boolean {
  switch (act) {
    case 'approve':
    case 'deny':
    case 'extend':
    case 'pause':
    case 'answer':
      return possible[act] !== undefined;
    default:
      return possible.others.includes(act);
  }
}

/** Why the one who is signed in may not. */
export function obstacleOf({ acts: possible }: StaffRequest, act: Act) {
  return act === 'approve' || act === 'deny' || act === 'answer'
    ? possible[act]?.obstacle
    : undefined;
}

export function approve(client: Client, requestId: string) {
  return client.post('/v1/requests/{requestId}/approve', { path: { requestId } });
}

/** @throws ProblemError */
export async function carryOut(
  client: Client,
  requestId: string,
  act: Act,
  entered: Entered,
): Promise<Schemas['Request']> {
  const path = { requestId };
  const { note, until } = entered;
  const noted = note === undefined || note === '' ? {} : { note };
  switch (act) {
    case 'approve':
      return bodyOf(await approve(client, requestId));
    case 'deny': {
      const ground = entered.ground as Schemas['RefusalGround'];
      const body = { ground, ...noted };
      return bodyOf(await client.post('/v1/requests/{requestId}/deny', { path, body }));
    }
    case 'extend': {
      const ground = entered.ground as Schemas['DelayGround'];
      const body = { ground, ...(until !== undefined && { until }) };
      return bodyOf(await client.post('/v1/requests/{requestId}/extend', { path, body }));
    }
    case 'pause': {
      const body = { ground: entered.ground as Schemas['DelayGround'] };
      return bodyOf(await client.post('/v1/requests/{requestId}/pause', { path, body }));
    }
    case 'resume':
      return bodyOf(await client.post('/v1/requests/{requestId}/resume', { path }));
    case 'retry':
      return bodyOf(await client.post('/v1/requests/{requestId}/retry', { path }));
    case 'identify': {
      const body = { assurance: 'document-checked-by-staff', ...noted } as const;
      return bodyOf(await client.post('/v1/requests/{requestId}/identity', { path, body }));
    }
    case 'check-mandate': {
      const mandate = entered.shown as Schemas['ShownMandate'];
      const body = { mandate, ...noted };
      return bodyOf(await client.post('/v1/requests/{requestId}/mandate', { path, body }));
    }
    case 'lift':
      return bodyOf(await client.post('/v1/requests/{requestId}/lift', { path }));
    case 'keep':
      return bodyOf(await client.delete('/v1/requests/{requestId}/lift', { path }));
    case 'answer': {
      const { outcome = 'upheld', reasons = '', remedies = '' } = entered;
      const body = { outcome, reasons, ...(remedies !== '' && { remedies }) };
      return bodyOf(await client.post('/v1/requests/{requestId}/answer', { path, body }));
    }
  }
}

type Template = Schemas['PreviewedMail'];

/** The mail that follows from an act at once; approval and work end with another one later. */
export function mailOf({ kind }: StaffRequest, act: Act): Template | undefined {
  switch (act) {
    case 'deny':
      return 'refusal';
    case 'extend':
      return 'extension';
    case 'pause':
      return 'need-more';
    case 'resume':
      return 'resumed';
    case 'answer':
      return 'answer';
    case 'lift':
      return 'restriction-lifting';
    case 'keep':
      return 'restriction-continues';
    case 'approve':
      return kind === 'access' || kind === 'portability' ? 'download-ready' : 'outcome';
    case 'identify':
    case 'check-mandate':
    case 'retry':
      return undefined;
  }
}
