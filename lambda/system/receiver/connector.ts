import { randomUUID } from 'node:crypto';
import type { IdentifierType } from '../../policy/vocabulary.ts';
import type { Connector, Probe } from '../model/connector.ts';
import { answerIn } from './answer.ts';
import type { AnswerTo } from './answer.ts';
import { inventedIdentifier } from './invented-person.ts';
import { sharedCall } from './message.ts';
import type { Asked, AskedAction } from './message.ts';

/** Code of the operator or of a processor that answers calls: a service over HTTPS, or a function. */
export interface Receiver {
  /** Types that it knows people by. */
  readonly identifiers: readonly IdentifierType[];
  /** Sends one call. It has only identifiers of these types, maybe none. */
  readonly ask: <Action extends AskedAction>(
    action: Action,
    call: Asked,
  ) => Promise<AnswerTo<Action>>;
  /** Why a search for an invented person failed. */
  readonly explain: (error: unknown) => Said;
}

/** What is wrong, and how it is mended. */
export type Said = readonly [what: string, remedy: string];

/** Every action is one call of the receiver. */
export function receiverConnector({ identifiers, ask, explain }: Receiver): Connector {
  const asked = <Action extends AskedAction>(action: Action, whole: Asked) =>
    ask(action, sharedCall(identifiers, whole));
  const find: Connector['find'] = (call) => asked('find', call);
  return {
    find,
    export: (call) => asked('export', call),
    erase: (call) => asked('erase', call),
    rectify: (call) => asked('rectify', call),
    restrict: (call) => asked('restrict', call),
    control: (call) => asked('control', call),
    probe: async (): Promise<Probe> => {
      try {
        // In no category: what is found is of one that was not asked for, and no answer.
        await find({
          ...{ taskId: randomUUID(), categories: [], path: 'first', until: 0 },
          identifiers: identifiers.map(inventedIdentifier),
        });
        return { kind: 'ready' };
      } catch (error) {
        const [what, remedy] = explain(error);
        return { kind: 'not-ready', what, remedy };
      }
    },
  };
}

/** Where a receiver knows the person by nothing, there is nothing to ask it. */
export const nothingOf = <Action extends AskedAction>(
  action: Action,
  call: Asked,
): AnswerTo<Action> =>
  answerIn(action, Buffer.from(JSON.stringify({ counts: {}, items: [], rows: 0 })), call);
