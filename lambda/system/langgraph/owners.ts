import type { LanggraphSettings, ThreadOwner } from '../../policy/connectors/langgraph.ts';
import type { IdentifierType } from '../model/connector.ts';
import { identifierTypes } from '../model/connector.ts';
import { columnOf, isFolding, shapeOf } from '../postgresql/part.ts';
import type { Part } from '../postgresql/part.ts';
import type { Shapes } from '../postgresql/shape.ts';
import { literal, quoted, tableSql } from '../postgresql/sql.ts';

/**
 * Whose the threads are, as SQL. LangGraph stores a thread without an owner: the owner is in what the
 * application wrote.
 */
export interface Owners {
  readonly identifier: IdentifierType;
  readonly keyType: Part['keyType'];
  /** E-mail addresses, compared in lower case: applications store them as they were typed. */
  readonly isFolded?: boolean;
  /** Rows with the columns `thread` (text) and `owner`. */
  readonly relation: string;
  /**
   * Rows that say whose a thread is. Where one of them is in a table of LangGraph it is erased after the
   * others of its thread: without it the rest would have no
   * owner.
   */
  readonly saysIn: Readonly<Partial<Record<'checkpoints' | 'checkpoint_blobs', string>>>;
  /** A sign that ends an identifier in the id of a thread: no identifier may have it. */
  readonly separator?: string;
}

const text: Part['keyType'] = { type: 'text', category: 'S' };

/** @throws SystemFaultError */
export async function ownersOf(
  shapes: Shapes,
  settings: LanggraphSettings,
  by: ThreadOwner,
): Promise<Owners> {
  const owners = await storedOwnersOf(shapes, settings, by);
  if (owners.identifier !== 'email' || !isFolding(owners.keyType)) return owners;
  const relation = `SELECT thread, lower(owner) AS owner FROM (${owners.relation}) AS stored`;
  return { ...owners, keyType: text, relation, isFolded: true };
}

async function storedOwnersOf(
  shapes: Shapes,
  { schema }: LanggraphSettings,
  by: ThreadOwner,
): Promise<Owners> {
  const checkpoints = tableSql({ schema, table: 'checkpoints' });
  const blobs = tableSql({ schema, table: 'checkpoint_blobs' });
  switch (by.kind) {
    case 'table': {
      const column = columnOf(await shapeOf(shapes, by), by.column);
      return {
        identifier: by.identifier,
        keyType: column,
        relation: `SELECT o.${quoted(by.thread)}::text AS thread, o.${quoted(by.column)} AS owner FROM ${tableSql(by)} AS o`,
        saysIn: {},
      };
    }
    case 'metadata': {
      const owner = `metadata ->> ${literal(by.key)}`;
      return {
        identifier: by.identifier,
        keyType: text,
        relation: `SELECT thread_id AS thread, ${owner} AS owner FROM ${checkpoints}`,
        saysIn: { checkpoints: `t.${owner} IS NOT NULL` },
      };
    }
    case 'state': {
      const channel = literal(by.channel);
      // LangGraph for JavaScript stores values of channels as blobs, that for Python short ones inline.
      const inline = `checkpoint -> 'channel_values' ->> ${channel}`;
      const isBlob = `channel = ${channel} AND type = 'json'`;
      // Rows of other channels can be no text: nothing is converted before it is known which one it is.
      const inBlob = `CASE WHEN ${isBlob} THEN convert_from(blob, 'UTF8')::jsonb #>> '{}' END`;
      return {
        identifier: by.identifier,
        keyType: text,
        relation:
          `SELECT thread_id AS thread, ${inBlob} AS owner FROM ${blobs} WHERE ${isBlob}` +
          ` UNION ALL SELECT thread_id, ${inline} FROM ${checkpoints}`,
        saysIn: {
          // Versions of the channel without a value say nothing: they go before those that do.
          checkpoint_blobs: `t.channel = ${channel} AND t.type = 'json'`,
          checkpoints: `t.${inline} IS NOT NULL`,
        },
      };
    }
    case 'thread-id':
      return ownersByThreadId(by.form, schema);
  }
}

/** In all tables: a write that was late can be in a thread that has no checkpoint any more. */
function ownersByThreadId(form: string, schema: string): Owners {
  const identifier = identifierTypes.find((type) => form.includes(`{${type}}`)) ?? 'user-id';
  const [before = '', after = ''] = form.split(`{${identifier}}`);
  const separator = after === '' ? undefined : after.slice(0, -1);
  const rest = `substr(thread_id, length(${literal(before)}) + 1)`;
  const owner = separator === undefined ? rest : `split_part(${rest}, ${literal(separator)}, 1)`;
  return {
    identifier,
    keyType: text,
    relation: ['checkpoints', 'checkpoint_blobs', 'checkpoint_writes']
      .map(
        (table) =>
          `SELECT thread_id AS thread, ${owner} AS owner FROM ${tableSql({ schema, table })}` +
          ` WHERE starts_with(thread_id, ${literal(before)})` +
          (separator === undefined ? '' : ` AND strpos(${rest}, ${literal(separator)}) > 0`),
      )
      .join(' UNION ALL '),
    saysIn: {},
    ...(separator !== undefined && { separator }),
  };
}
