import type { PolicyDocument } from '../../lambda/policy/schema.ts';
import type { Connector } from '../../lambda/policy/system-section.ts';
import type { Finding, Path } from './problem.ts';

/** What one part of the settings reaches. */
interface Reach {
  readonly at: Path;
  /** A table or a bucket. */
  readonly store: string;
  /** How people are found there; `undefined` where the part has all of the store. */
  readonly key: string | undefined;
  /** Only what begins so. */
  readonly prefix: string;
}

/**
 * Data that two parts reach is counted and exported twice, and one erases it while the other looks for it:
 * without its table of threads, no one knows whose a thread is.
 */
export function overlapFindings({ systems }: Pick<PolicyDocument, 'systems'>): Finding[] {
  const all = Object.entries(systems).flatMap(([id, { connector }]) =>
    reachesOf(connector).map((reach) => ({
      ...reach,
      id,
      path: ['systems', id, 'connector', ...reach.at],
    })),
  );
  return all.flatMap((reach, index): Finding[] => {
    const earlier = all.slice(0, index).find((other) => isShared(other, reach));
    if (earlier === undefined) return [];
    return [
      {
        path: reach.path,
        message: `\`${earlier.id}\` reaches the same data above: it would be counted and exported twice.`,
        remedy:
          'Name each table, key and prefix once; if people are found by two identifiers, name one of them under `second`.',
      },
    ];
  });
}

const isShared = (one: Reach, other: Reach): boolean =>
  one.store === other.store &&
  (one.key === undefined || other.key === undefined || one.key === other.key) &&
  (one.prefix.startsWith(other.prefix) || other.prefix.startsWith(one.prefix));

function reachesOf(connector: Connector): readonly Reach[] {
  switch (connector.kind) {
    case 'dynamodb':
      return connector.tables.map(({ table, key }, index) => {
        const { sortKeyPrefix = '', ...found } = key;
        return {
          ...{ at: ['tables', index], store: table, prefix: sortKeyPrefix },
          key: JSON.stringify([found.attribute, found.index, found.value, found.identifier]),
        };
      });
    case 's3':
      return connector.objects.map(({ prefix }, index) => ({
        ...{ at: ['objects', index], store: connector.bucket, key: '', prefix },
      }));
    case 'postgresql':
      return connector.tables.map(({ schema, table, key }, index) => ({
        ...{ at: ['tables', index], prefix: '', key: JSON.stringify(key) },
        store: tableOf(connector, schema, table),
      }));
    case 'langgraph':
      return reachesOfMemory(connector);
    case 'lambda':
    case 'webhook':
      return [];
  }
}

/** Two secrets can be of one database, which the policy does not say. */
const tableOf = ({ secret }: { readonly secret: string }, schema: string, table: string): string =>
  JSON.stringify([secret, schema, table]);

/** Tables of LangGraph, and those that say whose a thread is. */
function reachesOfMemory(connector: Extract<Connector, { kind: 'langgraph' }>): readonly Reach[] {
  const { schema, threads, store } = connector;
  const tables: (readonly [Path, string, string])[] = [
    ...['checkpoints', 'checkpoint_blobs', 'checkpoint_writes'].map(
      (table) => [['threads'], schema, table] as const,
    ),
    ...(['by', 'second'] as const).flatMap((name) => {
      const owner = threads[name];
      return owner?.kind === 'table'
        ? [[['threads', name], owner.schema, owner.table] as const]
        : [];
    }),
    ...(store === undefined ? [] : [[['store'], schema, 'store'] as const]),
  ];
  const reaches = tables.map(([at, ...table]) => ({
    ...{ at, key: undefined, prefix: '' },
    store: tableOf(connector, ...table),
  }));
  // Both ways may lead through one table.
  return reaches.filter(
    ({ store: table }, index) => reaches.findIndex((each) => each.store === table) === index,
  );
}
