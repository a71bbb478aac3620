import type { SubjectKeys } from '../platform/keyring/subject-keys.ts';
import type { RequestRow } from '../request/row.ts';
import type { Requests } from '../request/store.ts';
import { openText } from '../request/text.ts';
import type { Identifier, Subject } from '../subject/model/subject.ts';
import type { Subjects } from '../subject/store.ts';
import { comparableAddress } from '../value/address.ts';
import type { RequestId } from '../value/ids.ts';
import { parseId } from '../value/ids.ts';

/** Who asks, by an identifier. */
export interface Sender {
  readonly identifier: Identifier;
  readonly subject: Subject | undefined;
  /** Erasures of the person that the identifier named before. */
  readonly erasures: readonly RequestId[];
}

interface Stores {
  readonly subjectKeys: SubjectKeys;
  readonly requests: Pick<Requests, 'get'>;
  readonly subjects: Pick<Subjects, 'aliasOf'>;
}

/**
 * The request of an id, where it is one of the person who asks: by who they are, or were before an
 * erasure. A person who was never registered is named by the identifier of the request, or by the
 * address that its answers went to.
 *
 * @returns undefined alike for one that does not exist and for one of another person
 */
export async function requestNamed(
  { subjectKeys, requests, subjects }: Stores,
  named: string,
  { identifier, subject, erasures }: Sender,
): Promise<RequestRow | undefined> {
  const requestId = parseId<RequestId>(named);
  const row = requestId && (await requests.get(requestId));
  if (row === undefined) return undefined;
  if (row.subjectId === subject?.subjectId) return row;
  const former = await Promise.all(erasures.map((erasure) => requests.get(erasure)));
  if (former.some((erasure) => erasure?.subjectId === row.subjectId)) return row;
  const { lockedUnder } = row;
  if (lockedUnder !== undefined && lockedUnder === (await subjects.aliasOf(identifier))) return row;
  if (identifier.type !== 'email') return undefined;
  const { mail } = await openText(subjectKeys, row);
  const address = comparableAddress(identifier.value);
  return mail !== undefined && address === comparableAddress(mail.address) ? row : undefined;
}
