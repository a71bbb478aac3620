import { chooseText } from '../notice/model/notice.ts';
import { sha256Hex } from '../value/canonical.ts';
import type { EventId, SubjectId } from '../value/ids.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { toEpochSeconds } from '../value/time.ts';
import type { JurisdictionId, Policy } from '../policy/schema.ts';
import type { PersonRetention } from '../subject/model/retention-periods.ts';
import { purposeRetentionPeriod } from '../subject/model/retention-periods.ts';
import type { ConsentEvent, ConsentEvidence, StoredState } from './model/event.ts';
import type { RecorderKind } from './model/choice.ts';
import { basisOf } from './model/basis.ts';
import { receiptOf } from './receipt.ts';
import type { AcceptedRuling } from './model/ruling.ts';
import type { ConsentCommand } from './model/command.ts';
import type { EndedConsent } from './model/signal.ts';
import { despiteSignal, signalMethod } from './model/signal.ts';
import { periodsOf } from './model/validity.ts';

export interface Recorder {
  readonly kind: RecorderKind;
  /** Client id of the service, or the system that an import comes from. */
  readonly name?: string;
}

export interface Preparation {
  readonly subjectId: SubjectId;
  readonly eventId: EventId;
  readonly version: number;
  readonly at: EpochMilliseconds;
  readonly jurisdiction: JurisdictionId;
  readonly command: ConsentCommand;
  readonly ruling: AcceptedRuling;
  readonly recorder: Recorder;
  /** What was said before. */
  readonly previous?: StoredState;
  /** The consent that a signal ends. */
  readonly ended?: EndedConsent;
  readonly imported?: NonNullable<ConsentEvidence['imported']>;
  /** Whose periods and laws apply; those of the policy and the one above when absent. */
  readonly person?: Pick<PersonRetention, 'jurisdictions' | 'settings'>;
  /** Nothing of it is kept. */
  readonly isUnrecorded?: true;
  /** Who imported it, where another person has to as well. */
  readonly pendingBy?: string;
}

/** An event and the state that follows from it, ready to be written. */
export interface Prepared {
  readonly event: ConsentEvent & { readonly evidence: ConsentEvidence };
  readonly next: StoredState;
}

export function prepare(
  policy: Policy,
  { subjectId, eventId, version, at, jurisdiction, command, ruling, ...rest }: Preparation,
): Prepared {
  const { recorder, previous, ended, imported, pendingBy, person, isUnrecorded } = rest;
  const { purpose, state, givenBy, locale, method, agent } = command;
  const basis = basisOf(policy, purpose, jurisdiction, at);
  const { validUntil, evidenceUntil } = periodsOf(policy, command, at, imported?.at, previous);
  const shown = ruling.shown && { ...ruling.shown, ...hashOf(policy, ruling.shown, locale) };
  const { effect, needed, explicit, responsiblePerson, unproven } = ruling;
  const how = { givenBy, needed, explicit };
  const expiresAt = toEpochSeconds(evidenceUntil);
  const retention =
    person && purposeRetentionPeriod({ policy, ...person, now: at }, purpose)?.period;
  const facts = { eventId, subjectId, purpose, state, jurisdiction, at, givenBy, effect };
  const receipt = receiptOf(policy, {
    ...facts,
    basis,
    validUntil,
    method,
    retention,
    ...(isUnrecorded ? {} : { keptUntil: expiresAt }),
    notice: shown ?? inForce(policy, ruling, locale),
    language: textOf(policy, ruling.shown?.id ?? ruling.notice?.id ?? policy.primaryNotice, locale)
      .locale,
    recordedBy: recorder.kind === 'subject' ? subjectId : (recorder.name ?? recorder.kind),
  });
  return {
    event: {
      subjectId,
      eventId,
      purpose,
      version,
      state,
      at,
      policyVersion: policy.version,
      jurisdiction,
      basis,
      validUntil,
      expiresAt,
      evidence: {
        locale,
        method,
        ...how,
        responsiblePerson,
        agent: givenBy === 'authorised-agent' ? agent : undefined,
        recordedBy: recorder.kind,
        effect,
        default: ruling.default,
        ended,
        imported,
        notice: shown,
        receipt,
      },
    },
    next: {
      purpose,
      state,
      version,
      eventId,
      at,
      ...how,
      ...onConsentIn(policy, command, {
        laws: person?.jurisdictions ?? [jurisdiction],
        at,
        previous,
      }),
      ...(state === 'given' && method === despiteSignal && { despiteSignal: true }),
      ...(state === 'refused' && method === signalMethod && { bySignal: true }),
      imported: imported && true,
      unproven,
      pendingBy,
      recordedBy: recorder.kind,
      notice: ruling.shown,
      validUntil,
      ...(state === 'given' && { ...lapsedBy(previous, at), ...saidNoIn(previous) }),
    },
  };
}

function onConsentIn(
  policy: Policy,
  { purpose, state }: ConsentCommand,
  {
    laws,
    at,
    previous,
  }: {
    readonly laws: readonly JurisdictionId[];
    readonly at: EpochMilliseconds;
    readonly previous: StoredState | undefined;
  },
): Pick<StoredState, 'onConsentIn'> {
  const given =
    state === 'given' ? laws.filter((law) => basisOf(policy, purpose, law, at) === 'consent') : [];
  const all = [...new Set([...(previous?.onConsentIn ?? []), ...given])];
  return all.length > 0 ? { onConsentIn: all } : {};
}

const saidNoIn = (previous: StoredState | undefined): Pick<StoredState, 'afterNo'> =>
  previous !== undefined && (previous.state !== 'given' || previous.afterNo === true)
    ? { afterNo: true }
    : {};

const lapsedBy = (
  previous: StoredState | undefined,
  until: EpochMilliseconds,
): Pick<StoredState, 'lapsed'> => {
  if (previous === undefined) return { lapsed: { until, saidNo: false } };
  const isOver = previous.validUntil !== undefined && previous.validUntil <= until;
  if (previous.state !== 'given' || isOver) return { lapsed: { until, saidNo: true } };
  return previous.lapsed === undefined ? {} : { lapsed: previous.lapsed };
};

// `published` and `notices` name the same ids, and every notice has a text: the loader sees to it.
const textOf = (policy: Policy, id: string, locale: string | undefined) =>
  chooseText(policy, id, locale) ?? { locale: 'und', markdown: '' };

/** Of the text that was read; the text of an earlier, compatible version is not at hand. */
function hashOf(
  policy: Policy,
  { id, version }: { readonly id: string; readonly version: string },
  locale: string | undefined,
) {
  if (policy.published[id]?.version !== version) return {};
  return { sha256: sha256Hex(textOf(policy, id, locale).markdown) };
}

function inForce(policy: Policy, { notice }: Preparation['ruling'], locale: string | undefined) {
  const id = notice?.id ?? policy.primaryNotice;
  const version = notice?.version ?? policy.published[id]?.version ?? '';
  return { id, version, ...hashOf(policy, { id, version }, locale) };
}
