import * as z from 'zod';
import { identifierField, itemProblemField } from '../../platform/http/fields.ts';
import { itemField } from '../../platform/http/item.ts';

export const maximumLabels = 100;

const newLabel = z
  .strictObject({
    automatedDecisionId: z.uuid().describe('What POST /v1/automated-decisions returned.'),
    subject: identifierField,
    label: z
      .boolean()
      .describe(
        'What turned out to be right: whether the favourable outcome was. A later label replaces it.',
      ),
  })
  .meta({ id: 'NewDecisionLabel', description: 'What is known now of a decision made before.' });

export const newLabels = z
  .strictObject({ items: z.array(itemField(newLabel)).min(1).max(maximumLabels) })
  .meta({ id: 'NewDecisionLabels' });
export type NewLabel = z.output<typeof newLabel>;

export const labelled = z
  .strictObject({
    items: z.array(z.strictObject({ status: z.int(), problem: itemProblemField.optional() })),
  })
  .meta({ id: 'DecisionLabels' });
