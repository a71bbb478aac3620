import * as z from 'zod';
import {
  categoryId,
  identifierField,
  itemProblemField,
  nameField,
  purposeId,
  recipientId,
  timeField,
} from '../platform/http/fields.ts';
import { itemField, oneOrItems } from '../platform/http/item.ts';

export const maximumDisclosures = 100;
const maximumCategories = 20;

const newDisclosure = z
  .strictObject({
    subject: identifierField,
    recipient: recipientId,
    purpose: purposeId.describe('The purpose for which the recipient gets the data.'),
    categories: z
      .array(categoryId)
      .min(1)
      .max(maximumCategories)
      .refine((ids) => new Set(ids).size === ids.length, 'name each category once')
      .describe('The categories of the data that the recipient gets.'),
    reference: nameField(255)
      .optional()
      .describe(
        'An opaque reference of yours by which the recipient knows the data. Stored encrypted.',
      ),
    at: timeField
      .optional()
      .describe(
        'When the data is given; now when absent. The agreement covers that day and the day of the call.',
      ),
  })
  .meta({
    id: 'NewDisclosure',
    description: 'Personal data that a recipient is given. Send it before the data.',
  });

const names = ['subject', 'recipient', 'purpose', 'categories'] as const;
const optionalNames = ['reference', 'at'] as const;

export const newDisclosures = z
  .strictObject({
    ...newDisclosure.partial().shape,
    items: z
      .array(itemField(newDisclosure))
      .min(1)
      .max(maximumDisclosures)
      .optional()
      .describe('Several disclosures at once; then nothing beside it.'),
  })
  .superRefine(oneOrItems(names, optionalNames))
  .meta({
    id: 'NewDisclosures',
    description: `One disclosure, or \`items\` with up to ${maximumDisclosures}.`,
    oneOf: [{ required: [...names] }, { required: ['items'] }],
  });

export const recorded = z
  .strictObject({ disclosureId: z.uuid() })
  .meta({ id: 'RecordedDisclosure' });

export const recordedSeveral = z
  .strictObject({
    items: z.array(
      z.strictObject({
        status: z.int(),
        disclosureId: z.uuid().optional(),
        problem: itemProblemField.optional(),
      }),
    ),
  })
  .meta({ id: 'RecordedDisclosures' });
