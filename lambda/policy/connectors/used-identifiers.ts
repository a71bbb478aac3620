import type { Connector } from '../system-section.ts';
import { identifierTypes } from './fields.ts';
import type { IdentifierType } from './fields.ts';
import type { ThreadOwner } from './langgraph.ts';

/** Types of identifier that the settings of a connector find people by, on the first path or the second. */
export function usedIdentifiers(connector: Connector): readonly IdentifierType[] {
  const used = namedIn(connector);
  return identifierTypes.filter((type) => used.includes(type));
}

function namedIn(connector: Connector): readonly IdentifierType[] {
  switch (connector.kind) {
    case 'dynamodb':
    case 'postgresql':
      return connector.tables.flatMap(({ key, second }) => ofKeys([key, second]));
    case 's3':
      return connector.objects.flatMap((objects) =>
        objects.form === 'json-lines'
          ? ofKeys([objects.key, objects.second])
          : inTexts([objects.prefix, objects.second?.prefix]),
      );
    case 'langgraph': {
      const { threads, store } = connector;
      return [
        ...[threads.by, threads.second].flatMap(ofOwner),
        ...inTexts([...(store?.namespace ?? []), ...(store?.second ?? [])]),
      ];
    }
    case 'lambda':
    case 'webhook':
      return connector.identifiers;
  }
}

const ofKeys = (keys: readonly ({ readonly identifier: IdentifierType } | undefined)[]) =>
  keys.flatMap((key) => (key === undefined ? [] : [key.identifier]));

function ofOwner(by: ThreadOwner | undefined): readonly IdentifierType[] {
  if (by === undefined) return [];
  return by.kind === 'thread-id' ? inTexts([by.form]) : [by.identifier];
}

/** In braces: `chats/{user-id}/`. */
const inTexts = (texts: readonly (string | undefined)[]): readonly IdentifierType[] =>
  identifierTypes.filter((type) => texts.some((text) => text?.includes(`{${type}}`) === true));
