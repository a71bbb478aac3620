import type { Database } from '../platform/dynamo/database.ts';
import type { RequestId } from '../value/ids.ts';
import type { MailView } from './contract.ts';
import { mailsOf } from './store.ts';

/** Mails about a request, oldest first. None where the request has no address. */
export async function mailsShown(database: Database, requestId: RequestId): Promise<MailView[]> {
  const rows = await mailsOf(database, requestId);
  return rows
    .filter(({ reason }) => reason !== 'no-address')
    .map(({ template, state, at, reason }) => ({ template, state, at, reason }));
}
