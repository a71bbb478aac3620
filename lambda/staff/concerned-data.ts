import type * as z from 'zod';
import { heldCounts } from '../count/stored-counts.ts';
import type { Database } from '../platform/dynamo/database.ts';
import type { Policy } from '../policy/schema.ts';
import { legalHold } from '../retention/model/hold.ts';
import { hasWorkflow } from '../request/model/kinds.ts';
import { waitingFor } from '../request/model/waiting.ts';
import type { RequestRow } from '../request/row.ts';
import type { Subject } from '../subject/model/subject.ts';
import type { concernedData } from './acts-contract.ts';

type Concerned = z.output<typeof concernedData>;
type Exempt = NonNullable<Concerned[number]['exempt']>;

/** What is stored of a person whose request waits: counts, and what an erasure would leave. */
export async function concernedBy(
  { database, policy }: { readonly database: Database; readonly policy: Policy },
  row: RequestRow,
  subject: Subject | undefined,
): Promise<Concerned | undefined> {
  if (!hasWorkflow(row.kind) || waitingFor(row) === undefined) return undefined;
  const counts = await heldCounts(database, row.subjectId);
  const asked = counts.filter(({ category }) => row.categories?.includes(category) ?? true);
  return asked.map(({ category, count }) => {
    const exempt = row.kind === 'erasure' ? exemptOf(policy, category, subject) : [];
    return { category, count, ...(exempt.length > 0 && { exempt }) };
  });
}

function exemptOf(policy: Policy, category: string, subject: Subject | undefined): Exempt {
  const onHolds = subject?.heldCategories ?? [];
  const isOnHold = onHolds === 'all' || onHolds.includes(category);
  const byPurpose = Object.values(policy.purposes).flatMap(({ categories, withhold }) =>
    withhold !== undefined && categories.includes(category) ? [withhold] : [],
  );
  return [
    ...(isOnHold ? [{ ground: 'legal-claims' as const, reference: legalHold }] : []),
    ...byPurpose.map(({ ground, reference }) => ({ ground, reference })),
  ];
}
