import type { SubjectCaller } from '../platform/http/handlers.ts';
import type { Subjects } from '../subject/store.ts';
import type { SubjectId } from '../value/ids.ts';
import type { RequestRow } from '../request/row.ts';

/** Whether a request is the caller's: by who they are, or of an erased person by how they sign in. */
export const isOf = async (
  subjects: Pick<Subjects, 'signInOf'>,
  { asker, subjectId }: Pick<RequestRow, 'asker' | 'subjectId'>,
  caller: SubjectCaller,
  callersId: SubjectId | undefined,
): Promise<boolean> =>
  asker === undefined ? subjectId === callersId : asker === (await subjects.signInOf(caller));
