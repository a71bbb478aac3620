import type { Policy } from '../policy/schema.ts';
import type { RequestView } from './contract.ts';
import { isWorded, meaningOf } from '../request/model/answer.ts';
import { remediesOf } from './remedies.ts';
import type { RequestRow } from '../request/row.ts';

/** What the privacy team answered, without its words, and what else the person can do. */
export function answerOf(row: RequestRow, policy: Policy): RequestView['answer'] {
  const { kind, answer, locale } = row;
  if (answer === undefined || !isWorded(kind)) return undefined;
  return {
    ...answer,
    explanation: meaningOf(kind, answer.outcome, locale ?? policy.language),
    ...remediesOf(row, policy),
  };
}
