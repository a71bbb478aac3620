import { groundsAgainst } from '../request/model/correction.ts';
import { isEvidence } from '../request/model/exemption.ts';
import { isClosed } from '../request/model/request.ts';
import type { RequestRow } from '../request/row.ts';

/** Codes of why a request is refused, in whole or in part: its view and its mails have the same. */
export function refusalReasonsOf({ status, denial, erasure, corrections }: RequestRow): string[] {
  if (status === 'denied' && denial !== undefined) return [denial.ground];
  if (corrections !== undefined) {
    return isClosed(status) ? [...new Set(corrections.flatMap(groundsAgainst))] : [];
  }
  if (status !== 'partially-completed') return [];
  const refused = (erasure?.withheld ?? []).filter(({ category }) => !isEvidence(category));
  return [...new Set(refused.map(({ ground }) => ground))];
}
