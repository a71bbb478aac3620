import { randomUUID } from 'node:crypto';
import type { LambdaSettings } from '../../policy/connectors/lambda.ts';
import { inventedIdentifier } from '../invented-person.ts';
import type { Connector, Probe } from '../model/connector.ts';
import { systemErrorOf } from '../model/faults.ts';
import type { SystemError } from '../model/faults.ts';

/**
 * Searches for a person that does not exist, in no category: read-only, and whatever is found is no
 * answer to that.
 */
export async function probeOf(
  settings: LambdaSettings,
  find: Connector['find'],
  now: number,
): Promise<Probe> {
  try {
    await find({
      taskId: randomUUID(),
      identifiers: settings.identifiers.map(inventedIdentifier),
      categories: [],
      path: 'first',
      until: now,
    });
    return { kind: 'ready' };
  } catch (error) {
    return notReady(meanings[systemErrorOf(error)] ?? other);
  }

  function notReady([what, remedy]: Said): Probe {
    const name = settings.function.split(':').slice(6).join(':');
    return { kind: 'not-ready', what: `The function ${name} ${what}.`, remedy };
  }
}

type Said = readonly [what: string, remedy: string];

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
