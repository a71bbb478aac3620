import type { LambdaSettings } from '../../policy/connectors/lambda.ts';
import { systemErrorOf } from '../model/faults.ts';
import type { SystemError } from '../model/faults.ts';
import type { Said } from '../receiver/connector.ts';

export function explained(error: unknown, { function: arn }: LambdaSettings): Said {
  const [what, remedy] = meanings[systemErrorOf(error)] ?? other;
  return [`The function ${arn.split(':').slice(6).join(':')} ${what}.`, remedy];
}

const other: Said = ['did not answer the call', 'Look at its log.'];

const meanings: Readonly<Partial<Record<SystemError, Said>>> = {
  'access-denied': [
    'cannot be called',
    'Allow the role of the connector in its resource policy, where it is in another account.',
  ],
  'not-found': [
    'does not exist',
    'Compare the ARN with the function in the console of AWS Lambda.',
  ],
  'invalid-answer': [
    'returns no answer to the call',
    'Compare it with the section "Your own function" of docs/systems.md, and let it search by the identifiers and categories of the call alone.',
  ],
  'timed-out': [
    'does not answer in time',
    'Let it return a page with a cursor before `until`, and look at its timeout.',
  ],
  throttled: ['is over its concurrency', 'Reserve concurrency for it.'],
  unreachable: ['ended with an error', 'Look at its log.'],
};
