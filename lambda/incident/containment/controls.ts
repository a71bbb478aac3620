import { freezeStatements } from '../../containment/freeze-store.ts';
import { withOrder, withoutOrder } from '../../containment/model/freeze.ts';
import {
  clientControl,
  functionControl,
  orderStatement,
  rotationControl,
} from '../../containment/orders.ts';
import { containedPeople } from '../../containment/table.ts';
import type { Database } from '../../platform/dynamo/database.ts';
import { getRows, queryAll } from '../../platform/dynamo/read.ts';
import type { Statement } from '../../platform/dynamo/statement.ts';
import { insert, update } from '../../platform/dynamo/statement.ts';
import type { Subject } from '../../subject/model/subject.ts';
import { subjectRow } from '../../subject/subject-row.ts';
import { subjects } from '../../subject/table.ts';
import type { ContainmentId } from '../../value/ids.ts';
import { subjectIdColumn } from '../../platform/dynamo/columns.ts';
import * as z from 'zod';
import type { Containment } from '../model/containment.ts';

type Ordered = Pick<Containment, 'containmentId' | 'action' | 'target'>;

/**
 * The statements that put a containment into force, for its own transaction: nothing is half
 * contained.
 *
 * @throws StoreUnavailableError
 */
export async function applying(
  database: Database,
  { incidentId, containmentId, action, target }: Ordered & Pick<Containment, 'incidentId'>,
  people: readonly Subject[],
): Promise<readonly Statement[]> {
  if (action === 'rotate-keys') {
    return [
      await orderStatement(database, rotationControl(incidentId), () => [containmentId]),
      // Their row is changed with it: an erasure that begins meanwhile leaves none of these behind.
      ...people.flatMap(({ subjectId, version }) => [
        update(subjects, { subjectId }, version, {}),
        insert(containedPeople, { containmentId, subjectId, action, version: 1 }),
      ]),
    ];
  }
  switch (target.kind) {
    case 'everything':
      return freezeStatements(database, (freeze) =>
        withOrder(freeze, { containmentId, categories: 'all' }),
      );
    case 'categories':
      return freezeStatements(database, (freeze) =>
        withOrder(freeze, { containmentId, categories: target.categories }),
      );
    case 'people':
      return people.flatMap(({ subjectId, version, frozenBy = [] }) => [
        update(subjects, { subjectId }, version, {
          frozenBy: [...new Set([...frozenBy, containmentId])],
        }),
        insert(containedPeople, { containmentId, subjectId, action, version: 1 }),
      ]);
    case 'client':
    case 'function':
      return [
        await orderStatement(database, controlOf(target), (orders) => [...orders, containmentId]),
      ];
  }
}

/**
 * The statements that take it out of force. What another containment orders stays.
 *
 * @throws StoreUnavailableError
 */
export async function undoing(
  database: Database,
  { containmentId, action, target }: Ordered,
): Promise<readonly Statement[]> {
  // It stops at its next step, and what was rotated stays so.
  if (action === 'rotate-keys') return [];
  switch (target.kind) {
    case 'everything':
    case 'categories':
      return freezeStatements(database, (freeze) => withoutOrder(freeze, containmentId));
    case 'people':
      return (await peopleOf(database, containmentId)).map(
        ({ subjectId, version, frozenBy = [] }) =>
          update(subjects, { subjectId }, version, {
            frozenBy: frozenBy.filter((order) => order !== containmentId),
          }),
      );
    case 'client':
    case 'function':
      return [
        await orderStatement(database, controlOf(target), (orders) =>
          orders.filter((order) => order !== containmentId),
        ),
      ];
  }
}

const controlOf = (target: Extract<Containment['target'], { kind: 'client' | 'function' }>) =>
  target.kind === 'client'
    ? clientControl(target.issuer, target.clientId)
    : functionControl(target.function);

const contained = z.object({ subjectId: subjectIdColumn });

/** As their rows are now; without those who were erased meanwhile. */
async function peopleOf(database: Database, containmentId: ContainmentId): Promise<Subject[]> {
  const options = { partition: { containmentId }, attributes: ['subjectId'] };
  const keys = await Array.fromAsync(queryAll(database, containedPeople, options, contained));
  return keys.length === 0 ? [] : getRows(database, subjects, keys, subjectRow);
}
