import { contestedIn } from './model/correction.ts';
import { isClosed } from './model/request.ts';
import type { RequestRow } from './row.ts';

/**
 * Categories that are restricted because the request contests their accuracy: GDPR Art. 18(1)(a). Not
 * before it is known who asks: anyone could stop the use of a person's data with a letter.
 */
export const contestedBy = ({
  status,
  corrections = [],
  contests,
}: Pick<RequestRow, 'status' | 'corrections' | 'contests'>): readonly string[] =>
  contests === true && status !== 'identity-required' && !isClosed(status)
    ? contestedIn(corrections)
    : [];
