import * as z from 'zod';
import { bytesColumn, eventIdColumn, subjectIdColumn } from '../platform/dynamo/columns.ts';
import type { Item } from '../platform/dynamo/statement.ts';
import type { SubjectId } from '../value/ids.ts';
import type { RowAddress } from '../platform/keyring/subject-keys.ts';
import { milliseconds, seconds } from '../value/time.ts';
import { legalBases } from '../policy/vocabulary.ts';
import type { ConsentEvent, StoredState } from './model/event.ts';
import { choices, defaults, effects, givers, mandates, recorderKinds } from './model/choice.ts';
import { identifierRow } from '../subject/details.ts';
import { consents } from './table.ts';
import { jurisdictionId } from '../policy/fields.ts';

/** Sort key of events: numbers sort as text. */
export const purposeVersionOf = (purpose: string, version: number): string =>
  `${purpose}#${String(version).padStart(10, '0')}`;

/** Range of the sort keys of one purpose; `#` and digits sort before `~`. */
export const rangeOf = (purpose: string): readonly [string, string, string] => [
  'purposeVersion',
  `${purpose}#`,
  `${purpose}#~`,
];

export const addressOf = (subjectId: SubjectId, purposeVersion: string): RowAddress => ({
  table: consents,
  key: { subjectId, purposeVersion },
  contentVersion: 1,
});

const noticeReference = z.object({ id: z.string(), version: z.string() });

const needed = z.enum(['subject', 'responsible-person']);

export const stateRow = z.object({
  purpose: z.string(),
  version: z.number().int(),
  state: z.enum(choices),
  eventId: eventIdColumn,
  at: z.number().transform(milliseconds),
  /** One attribute, so that a later choice replaces all of it. */
  consent: z.object({
    givenBy: z.enum(givers).default('subject'),
    needed: needed.optional(),
    onConsentIn: z.array(jurisdictionId).optional(),
    afterNo: z.literal(true).optional(),
    explicit: z.literal(true).optional(),
    despiteSignal: z.literal(true).optional(),
    bySignal: z.literal(true).optional(),
    imported: z.literal(true).optional(),
    unproven: z.literal(true).optional(),
    pendingBy: z.string().optional(),
    recordedBy: z.enum(recorderKinds).optional(),
    notice: noticeReference.optional(),
    validUntil: z.number().transform(milliseconds).optional(),
    lapsed: z.object({ until: z.number().transform(milliseconds), saidNo: z.boolean() }).optional(),
  }),
});

export const toState = ({ consent, ...row }: z.output<typeof stateRow>): StoredState => ({
  ...row,
  ...consent,
});

export const stateItem = ({ state, eventId, at, notice, ...rest }: StoredState): Item => ({
  state,
  eventId,
  at,
  consent: {
    givenBy: rest.givenBy,
    needed: rest.needed,
    onConsentIn: rest.onConsentIn && [...rest.onConsentIn],
    afterNo: rest.afterNo,
    explicit: rest.explicit,
    despiteSignal: rest.despiteSignal,
    bySignal: rest.bySignal,
    imported: rest.imported,
    unproven: rest.unproven,
    pendingBy: rest.pendingBy,
    recordedBy: rest.recordedBy,
    notice: notice && { id: notice.id, version: notice.version },
    validUntil: rest.validUntil,
    lapsed: rest.lapsed && { ...rest.lapsed },
  },
});

/** What the index of receipts holds. */
export const eventKey = z.object({
  subjectId: subjectIdColumn,
  purposeVersion: z.string(),
});

export const eventRow = z.object({
  subjectId: subjectIdColumn,
  purposeVersion: z.string(),
  eventId: eventIdColumn,
  purpose: z.string(),
  version: z.number().int(),
  state: z.enum(choices),
  at: z.number().transform(milliseconds),
  policyVersion: z.string(),
  jurisdiction: jurisdictionId,
  basis: z.enum(legalBases).optional(),
  validUntil: z.number().transform(milliseconds).optional(),
  evidence: bytesColumn,
  expiresAt: z.number().transform(seconds),
});
export type EventRow = z.output<typeof eventRow>;

export const eventItem = (event: ConsentEvent, sealed: Uint8Array): Item => ({
  ...event,
  purposeVersion: purposeVersionOf(event.purpose, event.version),
  evidence: sealed,
});

/** What is encrypted under the class `consent-evidence`. */
export const evidence = z.object({
  locale: z.string().optional(),
  method: z.string().optional(),
  givenBy: z.enum(givers),
  responsiblePerson: identifierRow.optional(),
  agent: z.object({ name: z.string(), contact: z.string(), mandate: z.enum(mandates) }).optional(),
  needed: needed.optional(),
  explicit: z.literal(true).optional(),
  recordedBy: z.enum(recorderKinds),
  ended: z.object({ eventId: eventIdColumn, at: z.number().transform(milliseconds) }).optional(),
  imported: z.object({ source: z.string(), at: z.number().transform(milliseconds) }).optional(),
  effect: z.enum(effects),
  deniedBecause: z.array(z.string()).optional(),
  default: z.enum(defaults),
  notice: noticeReference.extend({ sha256: z.string().optional() }).optional(),
  receipt: z.record(z.string(), z.unknown()),
});
