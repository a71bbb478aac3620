import * as z from 'zod';
import { categoryOfSystem, encryptionKey, identifier, pointer } from './fields.ts';

/** A part of a key that an IAM statement can have: nothing that IAM reads as a wildcard or variable. */
const prefixText = z
  .string()
  .max(512)
  .regex(/^[^/*?$\p{C}][^*?$\p{C}]*$/u, {
    abort: true,
    error: 'must be the beginning of a key without `*`, `?` and `$`, and not begin with `/`',
  });

const ofPerson = prefixText
  .refine((value) => /^[^{}]*\{[a-z-]+\}\/[^{}]*$/.test(value), {
    error:
      'must name the person once, followed by `/`, such as chats/{user-id}/: without it the objects of another person begin with it too',
  })
  .describe(
    'How the keys of a person begin, with {user-id}, {email}, {phone} or {device-id} before a `/`: chats/{user-id}/.',
  );
const ofEverybody = prefixText
  .refine((value) => !/[{}]/.test(value), {
    error: 'must name no person: objects of JSON Lines have rows of many people',
  })
  .describe('How the keys of the objects begin: events/.');
const place = z.strictObject({ identifier, pointer });

const objects = z.discriminatedUnion('form', [
  z.strictObject({
    form: z.literal('whole').describe('Each object is of one person, and erased as a whole.'),
    category: categoryOfSystem,
    prefix: ofPerson,
    second: z
      .strictObject({ prefix: ofPerson })
      .optional()
      .describe(
        'Another prefix of the person, with which an erasure is checked. Without one the first is used again.',
      ),
  }),
  z.strictObject({
    form: z
      .literal('json-lines')
      .describe('Each line is a JSON value of one person; only lines are taken out.'),
    category: categoryOfSystem,
    prefix: ofEverybody,
    key: place.describe('Where a line names the person.'),
    second: place
      .optional()
      .describe(
        'Another place where a line names the person, with which an erasure is checked. Without one the first is used again.',
      ),
  }),
]);

/** A bucket of Amazon S3. */
export const s3Settings = z.strictObject({
  kind: z.literal('s3').describe('Objects in a bucket of Amazon S3.'),
  bucket: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'must be the name of a bucket, such as chats-eu')
    .describe('Name of the bucket: example-assistant-chats.'),
  account: z
    .string()
    .regex(/^\d{12}$/, 'must be the 12 digits of an AWS account')
    .optional()
    .describe(
      'AWS account that owns the bucket, as text: "111122223333". The account of the deployment when absent. A bucket of another account with that name is not used.',
    ),
  encryptionKey,
  objects: z.array(objects).min(1).max(20).describe('Which objects have data of people.'),
  restrictedTag: z
    .string()
    .regex(/^[\w .:/=+@-]{1,128}$/, 'must be the key of a tag, such as restricted')
    .optional()
    .describe(
      'Tag that objects get while processing is restricted: your code does not use them (GDPR Art. 18). Absent: state `restrict` in `cannot`.',
    ),
});
export type S3Settings = z.output<typeof s3Settings>;
