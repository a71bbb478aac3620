import * as z from 'zod';
import { isUnambiguous } from '../../platform/http/json-text.ts';
import type { ConnectorCall } from '../model/connector.ts';
import { SystemFaultError } from '../model/faults.ts';
import { replySchemas } from '../model/protocol.ts';
import type { Failed, ReplyOf } from '../model/protocol.ts';
import type { AskedAction } from './message.ts';

export type AnswerTo<Action extends AskedAction> = Exclude<ReplyOf[Action], Failed>;

/**
 * What a receiver answered: the fields of the reply, without its kind.
 *
 * @throws SystemFaultError `invalid-answer` where it is no answer to this call
 */
export function answerIn<Action extends AskedAction>(
  action: Action,
  body: Uint8Array,
  call: Pick<ConnectorCall, 'identifiers' | 'categories'>,
): AnswerTo<Action> {
  const fields = record.safeParse(jsonIn(body));
  const parsed = replySchemas[action].safeParse({
    // What it was sent, unless it says by which of it it searched.
    selectors: [...new Set(call.identifiers.map(({ type }) => type))],
    ...fields.data,
    kind: action === 'control' ? 'control' : 'page',
  });
  // No cause: an error of zod repeats the value that it rejects.
  if (!parsed.success || !isAbout(parsed.data, call)) throw new SystemFaultError('invalid-answer');
  return parsed.data as AnswerTo<Action>;
}

const record = z.record(z.string(), z.unknown());

/** Nothing of a category that was not asked for, and no type of identifier that was not sent. */
function isAbout(
  reply: ReplyOf[AskedAction],
  { categories, identifiers }: Pick<ConnectorCall, 'identifiers' | 'categories'>,
): boolean {
  if (reply.kind !== 'page') return true;
  const named = [
    ...Object.keys(reply.counts).filter((category) => reply.counts[category] !== 0),
    ...('items' in reply ? reply.items.map(({ category }) => category) : []),
  ];
  const selectors = 'selectors' in reply ? reply.selectors : [];
  return (
    named.every((category) => categories.includes(category)) &&
    selectors.every((type) => identifiers.some((each) => each.type === type))
  );
}

function jsonIn(body: Uint8Array): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    // Of two counts with one name the first would be lost.
    return isUnambiguous(text) ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}
