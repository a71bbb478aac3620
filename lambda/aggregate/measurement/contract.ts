import * as z from 'zod';
import { denyReasons } from '../../consent/model/decision.ts';
import {
  identifierField,
  itemProblemField,
  nameField,
  policyId,
} from '../../platform/http/fields.ts';
import { itemField, oneOrItems } from '../../platform/http/item.ts';

export const maximumMeasurements = 100;

/** Why a measurement is not counted: that of its denial, or one of measurements alone. Closed and published. */
export const measurementRefusals = [
  ...denyReasons,
  'invalid-input',
  'period-closed',
  'contribution-exhausted',
] as const;

const newMeasurement = z
  .strictObject({
    subject: identifierField,
    measure: policyId.max(32).describe('A measure that the policy declares.'),
    value: z
      .int()
      .optional()
      .describe(
        'In whole units of the measure, where it has a value: it is limited to the declared range.',
      ),
    dimensions: z
      .record(policyId, nameField(40))
      .refine((named) => Object.keys(named).length <= 5, 'name at most five dimensions')
      .default({})
      .meta({ override: { default: {} } })
      .describe('A declared value for each dimension of the measure: {model: assistant-1}.'),
  })
  .meta({
    id: 'NewMeasurement',
    description:
      'One event of a person to be counted among many, in the period in which it arrives.',
  });

const names = ['subject', 'measure'] as const;
const optionalNames = ['value', 'dimensions'] as const;

export const newMeasurements = z
  .strictObject({
    ...newMeasurement.partial().shape,
    dimensions: newMeasurement.shape.dimensions.unwrap().optional(),
    items: z
      .array(itemField(newMeasurement))
      .min(1)
      .max(maximumMeasurements)
      .optional()
      .describe('Several measurements at once; then nothing beside it.'),
  })
  .superRefine(oneOrItems(names, optionalNames))
  .meta({
    id: 'NewMeasurements',
    description: `One measurement, or \`items\` with up to ${maximumMeasurements}.`,
    oneOf: [{ required: [...names] }, { required: ['items'] }],
  });

export const counted = z
  .strictObject({
    accepted: z.int().describe('How many were stored to be counted.'),
    refused: z
      .array(
        z.strictObject({
          item: z.int().describe('Its place in `items`, from 0; 0 where one was sent alone.'),
          reason: z.enum(measurementRefusals).meta({ id: 'MeasurementRefusal' }),
        }),
      )
      .describe('Those that are not counted, with the reason.'),
    items: z
      .array(z.strictObject({ status: z.int(), problem: itemProblemField.optional() }))
      .describe('One outcome each, in the order sent: 202, or a problem document.'),
  })
  .meta({ id: 'AcceptedMeasurements' });
