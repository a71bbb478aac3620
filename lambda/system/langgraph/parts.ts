import type { LanggraphSettings } from '../../policy/connectors/langgraph.ts';
import type { ConnectorCall } from '../model/connector.ts';
import { identifierTypes } from '../model/connector.ts';
import { shapeOf } from '../postgresql/part.ts';
import type { Part } from '../postgresql/part.ts';
import type { Shapes } from '../postgresql/shape.ts';
import { literal, quoted, tableSql } from '../postgresql/sql.ts';
import { ownersOf } from './owners.ts';
import type { Owners } from './owners.ts';
import { readableRow } from './readable.ts';

export const ownedBy = (
  { threads }: LanggraphSettings,
  path: ConnectorCall['path'],
): LanggraphSettings['threads']['by'] =>
  path === 'second' ? (threads.second ?? threads.by) : threads.by;

/** Threads of the people in `$1`, and no thread that has another owner as well. */
const threadsOf = ({ relation, keyType: { type } }: Owners): string =>
  `SELECT o.thread FROM (${relation}) AS o WHERE o.owner = ANY($1::${type}[])` +
  ` AND NOT EXISTS (${othersIn(relation, type, 'o.thread')})`;

/** Threads that an erasure along the path reaches. */
const foundBy = ({ relation, keyType: { type } }: Owners, values: string): string =>
  `SELECT s.thread FROM (${relation}) AS s WHERE s.thread IS NOT NULL AND s.owner = ANY(${values}::${type}[])`;

const othersIn = (relation: string, type: string, thread: string): string =>
  `SELECT 1 FROM (${relation}) AS other WHERE other.thread = ${thread}` +
  ` AND other.owner IS NOT NULL AND NOT (other.owner = ANY($1::${type}[]))`;

/** Whether a thread of the person in `$1` is someone else's too. */
export const sharedThreads = ({ relation, keyType: { type } }: Owners): string =>
  `SELECT 1 FROM (${relation}) AS o WHERE o.owner = ANY($1::${type}[])` +
  ` AND EXISTS (${othersIn(relation, type, 'o.thread')}) LIMIT 1`;

/**
 * All tables of threads, then the store. What says whose a thread is comes last, so that an erasure that
 * was interrupted finds the rest of the thread.
 *
 * @throws SystemFaultError
 */
export async function threadParts(
  shapes: Shapes,
  settings: LanggraphSettings,
  path: ConnectorCall['path'],
): Promise<readonly Part[]> {
  const { schema, threads } = settings;
  const by = ownedBy(settings, path);
  const owners = await ownersOf(shapes, settings, by);
  const { identifier, keyType, saysIn } = owners;
  const second =
    path === 'second' || threads.second === undefined
      ? undefined
      : await ownersOf(shapes, settings, threads.second);
  const common = {
    category: threads.category,
    ...{ identifier, keyType },
    someoneElse:
      `SELECT o.owner::text FROM (${owners.relation}) AS o` +
      ` WHERE o.owner IS NOT NULL AND o.owner::text <> '' AND NOT (o.owner = ANY($1::${keyType.type}[]))` +
      (second === undefined ? '' : ` AND o.thread NOT IN (${foundBy(second, '$2')})`),
    ...(second !== undefined && {
      second: { identifier: second.identifier, keyType: second.keyType },
    }),
  };
  const partOf = async (
    table: 'checkpoint_writes' | 'checkpoint_blobs' | 'checkpoints',
    condition?: string,
  ): Promise<Part> => ({
    ...common,
    table: { schema, table },
    shape: await shapeOf(shapes, { schema, table }),
    where:
      `t.thread_id IN (${threadsOf(owners)})` +
      (condition === undefined ? '' : ` AND (${condition})`),
    readable: (row) => readableRow(table, row),
  });
  const says = (['checkpoint_blobs', 'checkpoints'] as const).filter(
    (table) => saysIn[table] !== undefined,
  );
  const parts = [
    await partOf('checkpoint_writes'),
    await partOf('checkpoint_blobs', negated(saysIn.checkpoint_blobs)),
    await partOf('checkpoints', negated(saysIn.checkpoints)),
  ];
  for (const table of says) parts.push(await partOf(table, saysIn[table]));
  if (by.kind === 'table') {
    const table = { schema: by.schema, table: by.table };
    const column = `t.${quoted(by.column)}`;
    const owner = owners.isFolded === true ? `lower(${column})` : column;
    parts.push({
      ...common,
      table,
      shape: await shapeOf(shapes, table),
      where: `t.${quoted(by.thread)}::text IN (${threadsOf(owners)}) AND ${owner} = ANY($1::${keyType.type}[])`,
    });
  }
  return parts;
}

const negated = (condition: string | undefined): string | undefined =>
  condition === undefined ? undefined : `(${condition}) IS NOT TRUE`;

/** Column with the path of a namespace, and what joins its parts: LangGraph for JavaScript, and for Python. */
const forms = [
  { column: 'namespace_path', separator: ':' },
  { column: 'prefix', separator: '.' },
] as const;

/** The memories of a namespace and of those below it, their vectors first. */
export async function storeParts(
  shapes: Shapes,
  { schema, store }: LanggraphSettings,
  path: ConnectorCall['path'],
): Promise<readonly Part[]> {
  if (store === undefined) return [];
  const namespace = path === 'second' ? (store.second ?? store.namespace) : store.namespace;
  const identifier =
    identifierTypes.find((type) => namespace.includes(`{${type}}`)) ?? ('user-id' as const);
  const at = namespace.indexOf(`{${identifier}}`);
  const shape = await shapeOf(shapes, { schema, table: 'store' });
  const form = forms.find(({ column }) => shape.columns.has(column)) ?? forms[0];
  const column = `t.${quoted(form.column)}`;
  const before = namespace.slice(0, at).map((part) => `${part}${form.separator}`);
  const after = namespace.slice(at + 1).map((part) => `${form.separator}${part}`);
  // Whole parts are compared: `LIKE` takes the memories of 12 for those of 1, and knows wildcards.
  const paths = `SELECT ${literal(before.join(''))} || p.value || ${literal(after.join(''))} FROM unnest($1::text[]) AS p (value)`;
  const where =
    `EXISTS (SELECT 1 FROM (${paths}) AS n (path) WHERE ${column} = n.path` +
    ` OR starts_with(${column}, n.path || ${literal(form.separator)}))`;
  const owner = `split_part(${column}, ${literal(form.separator)}, ${at + 1})`;
  const someoneElse =
    `SELECT ${owner} FROM ${tableSql({ schema, table: 'store' })} AS t WHERE starts_with(${column}, ${literal(before.join(''))})` +
    ` AND ${owner} <> '' AND NOT (${owner} = ANY($1::text[]))`;
  const vectors = await shapes.of({ schema, table: 'store_vectors' });
  const part = (table: string, ofTable: Part['shape']): Part => ({
    category: store.category,
    table: { schema, table },
    shape: ofTable,
    identifier,
    keyType: { type: 'text', category: 'S' },
    where,
    someoneElse,
    readable: (row) => readableRow(table, row),
  });
  return [...(vectors === undefined ? [] : [part('store_vectors', vectors)]), part('store', shape)];
}

/** A sign that would end the identifier, and make it the one of someone else. */
export const separatorIn = (shape: Part['shape'] | undefined): string =>
  forms.find(({ column }) => shape?.columns.has(column))?.separator ?? ':';
