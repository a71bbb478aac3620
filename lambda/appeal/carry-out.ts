import type { Statement } from '../platform/dynamo/statement.ts';
import type { Subject } from '../subject/model/subject.ts';
import type { Subjects } from '../subject/store.ts';
import type { RequestId } from '../value/ids.ts';
import { newRequestId, newSubjectId } from '../value/ids.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { fingerprintOf, followUpToken, newNonce } from '../opening/follow-up-token.ts';
import { newRow } from '../opening/opening.ts';
import type { RequestRow } from '../request/row.ts';
import type { RequestPlatform } from '../request/start.ts';
import { lockOf, lockOwner } from '../request/locks.ts';
import type { Requests } from '../request/store.ts';
import { openText, sealText } from '../request/text.ts';
import type { RequestText } from '../request/text.ts';

/** As what a refused request is carried out after all. */
export interface CarriedOut {
  readonly requestId: RequestId;
  /** Absent where the person has asked again meanwhile: it is that request. */
  readonly row?: RequestRow;
  readonly statements: readonly Statement[];
}

/**
 * A new request in the name of the person who asked for what was refused. It passes every gate that
 * the first one had not passed: the assurance of that one counts, and its approvals do not.
 *
 * @returns undefined where there is nothing to carry out: see `isLeftUndone`, or the person is erased
 */
export async function carriedOutAgain(
  { policy, keyring, subjectKeys }: RequestPlatform,
  requests: Requests,
  subjects: Pick<Subjects, 'get' | 'resolveAlias'>,
  refused: RequestRow,
  now: EpochMilliseconds,
): Promise<CarriedOut | undefined> {
  const { kind, channel = 'account', agent, asker, unregistered } = refused;
  if (!isLeftUndone(refused) || refused.carriedOutAs !== undefined) return undefined;
  const since = await lookedUpAgain(subjects, refused);
  const subject = since.subject ?? (await subjects.get(refused.subjectId));
  const person = subject?.status === 'active' ? subject : undefined;
  const neverRegistered = asker !== undefined || unregistered === true;
  // The proof is older than the registration, which may be another person's.
  const assurance = since.subject === undefined ? (refused.assurance ?? 'none') : 'none';
  if (person === undefined && !neverRegistered) return undefined;
  const { lockedUnder } = person === undefined ? refused : {};
  const locks = await requests.locks(person?.subjectId ?? lockOwner(refused));
  const open = locks.find((lock) => lock.kind === lockOf(refused));
  if (open !== undefined) return { requestId: open.requestId, statements: [] };

  const requestId = newRequestId();
  const subjectId = person?.subjectId ?? newSubjectId();
  const nonce = newNonce();
  const token = await followUpToken(keyring, requestId, nonce);
  const row: RequestRow = {
    ...newRow(policy, {
      ...{ kind, subject: person, receivedAt: now, channel, assurance, agent, laws: refused },
    }),
    ...{ requestId, subjectId, asker, lockedUnder, nothingHeld: since.nothingHeld },
    unregistered: since.subject === undefined ? unregistered : undefined,
    followUp: await fingerprintOf(keyring, token),
    carriesOut: refused.requestId,
    categories: refused.categories,
    erasures: refused.erasures,
    locale: refused.locale,
    about: refused.about,
    automatedDecisionId: refused.automatedDecisionId,
    enteredBy: refused.enteredBy,
    corrections: refused.corrections
      ?.filter(isRefused)
      .map(({ recordId, category }) => ({ recordId, category })),
    contests: refused.contests,
    ciphertext: await sealText(
      subjectKeys,
      { requestId, subjectId },
      1,
      textOf(refused, await openText(subjectKeys, refused), nonce),
    ),
  };
  return { requestId, row, statements: await requests.opening(row) };
}

/** Where nothing was held: the certificate says that it is so when this request is opened. */
async function lookedUpAgain(
  subjects: Pick<Subjects, 'resolveAlias'>,
  { nothingHeld, lockedUnder }: RequestRow,
): Promise<{ readonly subject?: Subject; readonly nothingHeld?: true }> {
  if (nothingHeld === undefined || lockedUnder === undefined) return {};
  const who = await subjects.resolveAlias(lockedUnder);
  if (who.kind === 'unknown') return { nothingHeld };
  return who.kind === 'known' ? { subject: who.subject } : {};
}

/**
 * What was refused and can be done: not what an erasure leaves on a ground, which ends with that
 * ground, and not what was answered in words, as the appeal is by then.
 */
function isLeftUndone({ kind, status, denial, corrections }: RequestRow): boolean {
  switch (kind) {
    case 'complaint':
    case 'human-review':
      return denial !== undefined;
    case 'rectification':
      return status !== 'cancelled' && corrections?.some(isRefused) === true;
    default:
      return status === 'denied';
  }
}

const isRefused = ({ decision }: NonNullable<RequestRow['corrections']>[number]): boolean =>
  decision === 'refuse';

/** What the person wrote, and where mail goes; not what staff noted. */
function textOf(
  { corrections = [] }: RequestRow,
  { reason, mail, agent, corrections: asked }: RequestText,
  nonce: string,
): RequestText {
  return {
    ...{ reason, agent, mail: mail && { ...mail, nonce } },
    corrections: asked
      ?.filter((_, index) => corrections[index] !== undefined && isRefused(corrections[index]))
      .map((one) => ({ ...one, note: undefined })),
  };
}
