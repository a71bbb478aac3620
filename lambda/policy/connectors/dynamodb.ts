import * as z from 'zod';
import { arn, categoryOfSystem, encryptionKey, identifier, nameOf } from './fields.ts';

const key = z
  .strictObject({
    identifier,
    attribute: nameOf('Attribute with the identifier, the partition key of the table or index.'),
    // It becomes a resource of an IAM statement, in which `*` and `?` are wildcards. Amazon DynamoDB
    // Developer Guide, "Naming rules".
    index: z
      .string()
      .regex(/^[A-Za-z0-9_.-]{3,255}$/, {
        error: 'must be the name of an index: 3 to 255 letters, digits and `_`, `-`, `.`',
      })
      .optional()
      .describe('Global or local secondary index with that partition key; the table when absent.'),
    value: z
      .string()
      .max(200)
      .optional()
      .describe(
        'How the attribute has the identifier, where it is not alone in it: "USER#{user-id}".',
      ),
    sortKeyPrefix: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .describe(
        'Only items whose sort key begins with this, where a table has items of several kinds: "CHAT#".',
      ),
  })
  .refine(
    ({ identifier: type, value }) => value === undefined || value.split(`{${type}}`).length === 2,
    {
      path: ['value'],
      error: 'must contain the type of identifier once, in braces: "USER#{user-id}"',
    },
  );

const tableExample = 'arn:aws:dynamodb:eu-central-1:111122223333:table/Conversations';
const table = z.strictObject({
  table: arn('dynamodb', /table\/[A-Za-z0-9_.-]{3,255}/, tableExample).describe(
    `ARN of the table: ${tableExample}.`,
  ),
  category: categoryOfSystem,
  key: key.describe('How the items of a person are found.'),
  second: key
    .optional()
    .describe(
      'Another way to find them, with which an erasure is checked. Without one the first is used again.',
    ),
  restricted: nameOf(
    'Attribute that is set to true while processing is restricted: your code does not use such items (GDPR Art. 18). Without it, state `restrict` in `cannot`.',
  ).optional(),
  encryptionKey,
});

/** Tables of Amazon DynamoDB. */
export const dynamodbSettings = z.strictObject({
  kind: z.literal('dynamodb').describe('Tables of Amazon DynamoDB.'),
  tables: z.array(table).min(1).max(20).describe('The tables, and how people are found in them.'),
});
export type DynamodbSettings = z.output<typeof dynamodbSettings>;
