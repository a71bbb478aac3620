import type { Connector } from '../system-section.ts';
import { identifierTypes } from '../vocabulary.ts';
import type { IdentifierType } from '../vocabulary.ts';
import type { ThreadOwner } from './langgraph.ts';

/** By what a part of a system knows people: any of these types of identifier. */
export interface KnownBy {
  /** What data the part has; every category of the system where it is absent. */
  readonly category?: string;
  readonly first: readonly IdentifierType[];
  /** On the second path; the same as on the first where it is empty. */
  readonly second: readonly IdentifierType[];
}

/** Every part that the settings name: a table, a prefix, a store. */
export function knownBy(connector: Connector): readonly KnownBy[] {
  switch (connector.kind) {
    case 'dynamodb':
    case 'postgresql':
      return connector.tables.map(({ category, key, second }) =>
        partOf(category, key.identifier, second?.identifier),
      );
    case 's3':
      return connector.objects.map((objects) =>
        objects.form === 'whole'
          ? partOf(objects.category, objects.prefix, objects.second?.prefix)
          : partOf(objects.category, objects.key.identifier, objects.second?.identifier),
      );
    case 'langgraph': {
      const { threads, store } = connector;
      const { second } = threads;
      return [
        partOf(threads.category, ownerIn(threads.by), second && ownerIn(second)),
        ...(store === undefined
          ? []
          : [partOf(store.category, store.namespace.join('/'), store.second?.join('/'))]),
      ];
    }
    case 'lambda':
    case 'webhook':
      return [{ first: connector.identifiers, second: [] }];
  }
}

/** Types of identifier that any part finds people by, on the first path or the second. */
export function usedIdentifiers(connector: Connector): readonly IdentifierType[] {
  const used = new Set(knownBy(connector).flatMap(({ first, second }) => [...first, ...second]));
  return identifierTypes.filter((type) => used.has(type));
}

/** @param first a type of identifier, or a text that has it in braces */
const partOf = (category: string, first: string, second = ''): KnownBy => ({
  category,
  first: typesIn(first),
  second: typesIn(second),
});

const typesIn = (text: string): readonly IdentifierType[] =>
  identifierTypes.filter((type) => text === type || text.includes(`{${type}}`));

const ownerIn = (owner: ThreadOwner): string =>
  owner.kind === 'thread-id' ? owner.form : owner.identifier;
