import type { Database } from '../platform/dynamo/database.ts';
import { getRow, queryAll } from '../platform/dynamo/read.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { update } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import type { MailId, RequestId } from '../value/ids.ts';
import { parseId } from '../value/ids.ts';
import type { MailProgress } from './model/mail.ts';
import { mailRow } from './rows.ts';
import type { MailRow } from './rows.ts';
import { mails } from './table.ts';

export interface MailName {
  readonly requestId: RequestId;
  readonly mailId: MailId;
}

/** Mails about a request, oldest first: for its view. */
export const mailsOf = (database: Database, requestId: RequestId): Promise<readonly MailRow[]> =>
  Array.fromAsync(queryAll(database, mails, { partition: { requestId } }, mailRow));

export const mailNamed = (
  database: Database,
  { requestId, mailId }: MailName,
): Promise<MailRow | undefined> => getRow(database, mails, { requestId, mailId }, mailRow);

/** Undefined where the row changed since it was read. @throws StoreUnavailableError */
export async function moveMail(
  database: Database,
  row: MailRow,
  next: MailProgress,
): Promise<MailRow | undefined> {
  const { kind } = await transact(database, [moved(row, next)]);
  return kind === 'committed' ? { ...row, ...next, version: row.version + 1 } : undefined;
}

function moved(row: MailRow, next: MailProgress): Statement {
  const { requestId, mailId, version } = row;
  const { state, at, tries, rounds, notBefore, reason, attentionAt } = next;
  const changes = { state, at, tries, rounds, notBefore, reason, attentionAt };
  const gone = row.reason !== undefined && reason === undefined ? 'reason' : 'attention';
  return attentionAt === undefined
    ? update(mails, { requestId, mailId }, version, changes, gone)
    : update(mails, { requestId, mailId }, version, changes);
}

/** The same whenever the mail is sent: random ids alone. */
export const messageIdOf = ({ requestId, mailId }: MailName): string => `${requestId}_${mailId}`;

/** Undefined for an id that `messageIdOf` did not make. */
export function mailOfMessage(text: string): MailName | undefined {
  const [request = '', mail = '', ...rest] = text.split('_');
  const requestId = parseId<RequestId>(request);
  const mailId = parseId<MailId>(mail);
  return rest.length > 0 || !requestId || !mailId ? undefined : { requestId, mailId };
}
