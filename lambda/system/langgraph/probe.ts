import type { LanggraphSettings, ThreadOwner } from '../../policy/connectors/langgraph.ts';
import type { TaskAction } from '../../policy/vocabulary.ts';
import type { Probe } from '../model/connector.ts';
import type { Session } from '../postgresql/database.ts';
import { missing } from '../postgresql/probe.ts';
import { hiddenRows, lackingRights } from '../postgresql/rights.ts';
import type { Obstacle } from '../postgresql/rights.ts';
import type { Shapes } from '../postgresql/shape.ts';
import type { TableName } from '../postgresql/sql.ts';

const threadColumns = ['thread_id', 'checkpoint_ns'];

/** The first thing that is wrong with the tables of LangGraph, or with those that say whose a thread is. */
export async function memoryProbe(
  session: Session,
  shapes: Shapes,
  { schema, threads, store }: LanggraphSettings,
  actions: readonly TaskAction[],
): Promise<Probe> {
  const ofThreads = ['checkpoints', 'checkpoint_blobs', 'checkpoint_writes'].map((table) => ({
    table: { schema, table },
    columns: threadColumns,
  }));
  const needed: readonly { table: TableName; columns: readonly string[] }[] = [
    ...ofThreads,
    ...[threads.by, ...(threads.second ? [threads.second] : [])].flatMap(ownTable),
    ...(store ? [{ table: { schema, table: 'store' }, columns: ['key', 'value'] }] : []),
  ];
  const vectors = { schema, table: 'store_vectors' };
  const optional =
    store && (await shapes.of(vectors)) !== undefined ? [{ table: vectors, columns: ['key'] }] : [];
  for (const { table, columns } of [...needed, ...optional]) {
    const obstacle = await obstacleOf(session, shapes, table, columns, actions);
    if (obstacle !== undefined) return { kind: 'not-ready', ...obstacle };
  }
  return { kind: 'ready' };
}

const ownTable = (by: ThreadOwner): { table: TableName; columns: readonly string[] }[] =>
  by.kind === 'table'
    ? [{ table: { schema: by.schema, table: by.table }, columns: [by.thread, by.column] }]
    : [];

async function obstacleOf(
  session: Session,
  shapes: Shapes,
  table: TableName,
  columns: readonly string[],
  actions: readonly TaskAction[],
): Promise<Obstacle | undefined> {
  return (
    (await missing(shapes, table, columns)) ??
    (await lackingRights(session, {
      table,
      actions: actions.filter((action) => action === 'erase'),
    })) ??
    (await hiddenRows(session, table))
  );
}
