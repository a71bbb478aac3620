import * as z from 'zod';
import { nextCursorField, policyId } from '../../platform/http/fields.ts';
import { riskClasses } from '../../policy/vocabulary.ts';
import { holdingReasons, isModelPart, modelPartRule, modelStates } from '../../value/models.ts';
import { annexFields, cardFields, line, noPerson, text } from './card-contract.ts';
import { measureKinds } from './model/affected.ts';

const time = z.iso.datetime();
const day = z.iso.date();

export const namePart = z.string().max(64).refine(isModelPart, modelPartRule);
export const modelState = z.enum(modelStates).meta({
  id: 'ModelState',
  description: 'In this order; a model can be retired from every state, and is never deleted.',
});
export const holdingReason = z.enum(holdingReasons).meta({ id: 'HoldingReason' });
const riskClass = z.enum(riskClasses).meta({
  id: 'RiskClass',
  description:
    'After the AI Act: `high` (Art. 6), `limited` (Art. 50), `general-purpose` (Art. 53), `systemic` (Art. 55).',
});

const result = z
  .strictObject({
    metric: line(100),
    value: z.number(),
    dataset: line(200).optional(),
    group: line(200).optional().describe('Of which group the result is.'),
  })
  .meta({ id: 'EvaluationResult' });

const assessment = z
  .strictObject({
    reference: line(500).describe('Where the impact assessment is.'),
    date: day.describe('When it was finished.'),
  })
  .meta({
    id: 'ModelAssessment',
    description: 'An impact assessment: GDPR Art. 35, AI Act Art. 27.',
  });

/** What the program that trains a model says of it. */
const stated = {
  title: line(200),
  provider: line(200).optional().describe('Who provides the model, where it is not you.'),
  trainingSets: z
    .array(z.uuid())
    .max(50)
    .refine((ids) => new Set(ids).size === ids.length, 'name each training set once')
    .describe('Ids of the sets that the model is trained on; [] where it is on none of yours.'),
  systems: z
    .array(policyId)
    .max(25)
    .optional()
    .describe(
      'Systems that the model serves, which `fairness` of the policy monitors: an approval needs a report on each.',
    ),
  intendedUse: text(4_000).describe(`What the model is for. ${noPerson}`),
  limits: text(4_000).optional().describe(`What it is not for, and where it fails. ${noPerson}`),
  riskClass: riskClass.optional(),
  evaluation: z.array(result).max(200).optional(),
  assessment: assessment.optional(),
  card: cardFields.optional(),
  annexXI: annexFields.optional(),
};

export const newModel = z
  .strictObject({
    name: namePart,
    version: namePart,
    state: z
      .enum(['planned', 'trained'])
      .optional()
      .describe('`planned` when absent. Staff alone move a model further.'),
    ...stated,
  })
  .meta({ id: 'NewModel' });

const exception = z.strictObject({
  reason: text(4_000).describe(`Why the model is approved all the same. ${noPerson}`),
});

const newMeasure = z
  .strictObject({
    kind: z.enum(measureKinds),
    date: day.optional().describe('Of `retrain-by`: its last day.'),
    reason: text(1_000).optional().describe(`Needed for \`none-possible\`. ${noPerson}`),
  })
  .superRefine(({ kind, date, reason }, context) => {
    const fault = (path: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (kind === 'retrain-by' && date === undefined) fault('date', 'name the last day');
    if (kind !== 'retrain-by' && date !== undefined) fault('date', 'only `retrain-by` has a day');
    if (kind === 'none-possible' && reason === undefined) fault('reason', 'say why none is');
  })
  .meta({
    id: 'NewModelMeasure',
    description:
      'What is done for those who left so far: train again, filter what comes out, or nothing that is possible.',
  });

/** An absent field stays. */
export const modelPatch = z
  .strictObject({
    ...stated,
    state: modelState.describe('The next state: one step at a time.'),
    exception: exception.describe('With `approved`: lifts reasons that can be lifted.'),
    excludedUntil: day.describe(
      'With or after `trained`: the last day up to which the training left out what the exclusions of its sets list.',
    ),
    measure: newMeasure.describe('Of staff.'),
  })
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, 'name at least one field')
  .superRefine(({ state, exception: given }, context) => {
    if (given === undefined || state === 'approved') return;
    const message = 'send it with the state `approved`';
    context.addIssue({ code: 'custom', path: ['exception'], message });
  })
  .meta({ id: 'ModelChange' });
export type ModelPatch = z.output<typeof modelPatch>;

const measure = z
  .strictObject({
    kind: z.enum(measureKinds),
    date: day.optional(),
    reason: z.string().optional(),
    plannedAt: time,
    overdue: z.literal(true).optional().describe('Its day has passed, and the model is in use.'),
  })
  .meta({ id: 'ModelMeasure' });

export const affected = z
  .strictObject({
    trainingSetId: z.uuid(),
    since: day.describe('UTC day on which the first of them left.'),
    people: z.int().positive().describe('People of this set who left; one can be in several sets.'),
    measure: measure.optional().describe('Absent for those who left after it was planned.'),
  })
  .meta({ id: 'AffectedPeopleOfModel' });

const summary = {
  modelId: z.uuid(),
  name: z.string(),
  version: z.string(),
  title: z.string(),
  provider: stated.provider,
  state: modelState,
  riskClass: riskClass.optional(),
  registeredAt: time,
  changedAt: time,
};
export const modelSummary = z.strictObject(summary).meta({ id: 'ModelSummary' });

export const modelView = z
  .strictObject({
    ...summary,
    ...stated,
    systems: z.array(z.string()),
    excludedUntil: day.optional(),
    history: z
      .array(z.strictObject({ state: modelState, at: time, by: z.enum(['service', 'staff']) }))
      .describe('Every step, the first one first.'),
    approval: z
      .strictObject({
        at: time,
        by: z.enum(['privacy-team']).describe('The role of who approved it.'),
        exception: z
          .strictObject({ reason: z.string(), lifted: z.array(holdingReason) })
          .optional(),
      })
      .optional(),
    holding: z
      .array(holdingReason)
      .describe('What holds an approval back now; empty for a model that was approved.'),
    affectedBy: z
      .array(affected)
      .describe(
        'People whose data it was trained on and who left since: the model is not deleted.',
      ),
  })
  .meta({ id: 'Model' });
export type ModelView = z.output<typeof modelView>;

export const modelList = z
  .strictObject({ items: z.array(modelSummary), nextCursor: nextCursorField.optional() })
  .meta({ id: 'Models' });
