import { mailsShown } from '../mail/views.ts';
import type { Platform } from '../platform/platform.ts';
import type { RequestView } from './contract.ts';
import type { RequestRow } from '../request/row.ts';
import { openText } from '../request/text.ts';
import type { RequestText } from '../request/text.ts';
import { viewOf } from './view.ts';

/** A request with the words of its answer. */
export const withWords = (view: RequestView, { answer: words }: RequestText): RequestView =>
  view.answer === undefined ? view : { ...view, answer: { ...view.answer, ...words } };

/** A request as the person sees it. The words are gone once the key of the evidence is destroyed. */
export async function viewForPerson(
  { policy, subjectKeys, database }: Pick<Platform, 'policy' | 'subjectKeys' | 'database'>,
  row: RequestRow,
): Promise<RequestView> {
  const view = { ...viewOf(row, policy), mails: await mailsShown(database, row.requestId) };
  return view.answer === undefined ? view : withWords(view, await openText(subjectKeys, row));
}
