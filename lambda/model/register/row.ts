import * as z from 'zod';
import { timeColumn, trainingSetIdColumn } from '../../platform/dynamo/columns.ts';
import type { Item } from '../../platform/dynamo/statement.ts';
import { riskClasses } from '../../policy/vocabulary.ts';
import { holdingReasons, modelStates } from '../../value/models.ts';
import { annexFields, cardFields } from './card-contract.ts';
import { measureKinds } from './model/affected.ts';

const day = z.string();

const content = z.object({
  title: z.string(),
  provider: z.string().optional(),
  trainingSets: z.array(trainingSetIdColumn),
  systems: z.array(z.string()),
  intendedUse: z.string(),
  limits: z.string().optional(),
  riskClass: z.enum(riskClasses).optional(),
  evaluation: z
    .array(
      z.object({
        metric: z.string(),
        value: z.number(),
        dataset: z.string().optional(),
        group: z.string().optional(),
      }),
    )
    .optional(),
  assessment: z.object({ reference: z.string(), date: day }).optional(),
  card: cardFields.optional(),
  annexXI: annexFields.optional(),
  excludedUntil: day.optional(),
  measure: z
    .object({
      kind: z.enum(measureKinds),
      date: day.optional(),
      reason: z.string().optional(),
      plannedAt: timeColumn,
      people: z.record(z.string(), z.int()),
    })
    .optional(),
  approval: z
    .object({
      at: timeColumn,
      by: z.enum(['privacy-team']),
      exception: z
        .object({ reason: z.string(), lifted: z.array(z.enum(holdingReasons)) })
        .optional(),
    })
    .optional(),
  history: z.array(
    z.object({ state: z.enum(modelStates), at: timeColumn, by: z.enum(['service', 'staff']) }),
  ),
  registeredAt: timeColumn,
  changedAt: timeColumn,
});

const stored = z.object({
  name: z.string(),
  release: z.string(),
  modelId: z.string(),
  state: z.enum(modelStates),
  version: z.int(),
  /** JSON: numbers of rows are integers, and results of an evaluation are not. */
  content: z.string(),
});

/** A version of a model. `revision` is the version of its row. */
export type Model = z.output<typeof content> & {
  readonly name: string;
  readonly version: string;
  readonly modelId: string;
  readonly state: (typeof modelStates)[number];
  readonly revision: number;
};

export const modelRow = stored.transform(
  ({ content: text, version: revision, release, ...row }, context): Model => {
    const parsed = content.safeParse(JSON.parse(text));
    if (parsed.success) return { ...parsed.data, ...row, version: release, revision };
    context.addIssue({ code: 'custom', path: ['content'], message: 'does not fit' });
    return z.NEVER;
  },
);

export function toItem(model: Model): Item {
  const { name, version: release, modelId, state, revision, ...rest } = model;
  return { name, release, modelId, state, version: revision, content: JSON.stringify(rest) };
}

/** What the index `by-state` has. */
export const modelIndexRow = z.object({
  name: z.string(),
  release: z.string(),
  modelId: z.string(),
});
