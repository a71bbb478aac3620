import * as z from 'zod';
import { systemTaskErrors, taskGrounds, taskStates } from '../request/model/task.ts';
import { mediaTypes } from '../value/media-types.ts';
import { mediaStates } from './media.ts';
import { leftOutReasons } from './portability.ts';

export const portabilityFormat = 'custos/portability/v1';
export const portabilitySchemaFile = 'portability.schema.json';

const time = z.iso.datetime();
const count = z.int().nonnegative();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const record = z
  .strictObject({
    category: z.string().describe('Kind of data, an id of the policy of the sender.'),
    purposes: z
      .array(z.string())
      .min(1)
      .describe('What it was used for, as far as consent or contract allow it.'),
    content: z.unknown().describe('As it was stored; null where the line is about a file.'),
    media: z
      .strictObject({
        contentType: z.enum(mediaTypes),
        bytes: count,
        sha256,
        state: z
          .enum(mediaStates)
          .describe('`missing`: not stored any more. `broken`: at most its beginning is here.'),
        file: z.string().optional().describe('Its path in the archive.'),
      })
      .optional()
      .describe('The file, where there is one.'),
    collectedAt: time.describe('When it was collected.'),
    source: z.string().optional().describe('Where it was collected.'),
  })
  .describe('One line of a file of `records`.');

const account = z
  .strictObject({
    identifiers: z.array(
      z.strictObject({ type: z.string(), value: z.string(), issuer: z.string().optional() }),
    ),
    residence: z.string().optional().describe('Declared by the person: ISO 3166.'),
    contact: z
      .strictObject({ type: z.enum(['email', 'phone']), value: z.string() })
      .optional()
      .describe('Where the person wants to be written to.'),
    settings: z.record(z.string(), z.unknown()).describe('What the person has set.'),
  })
  .describe('`account.json`.');

const manifest = z
  .strictObject({
    format: z.literal(portabilityFormat),
    schema: z.literal(portabilitySchemaFile),
    generatedAt: time,
    controller: z.strictObject({
      name: z.string(),
      address: z.string(),
      contact: z.string(),
      website: z.string().optional(),
    }),
    jurisdictions: z.array(z.string()).describe('Laws that apply to the person.'),
    policyVersion: z.string(),
    account: z.strictObject({ path: z.string(), sha256, bytes: count }),
    records: z.array(
      z.strictObject({
        category: z.string(),
        title: z.string(),
        count,
        files: z
          .array(z.strictObject({ path: z.string(), sha256, bytes: count }))
          .describe('JSON Lines in UTF-8; each line is a `record`.'),
      }),
    ),
    media: z
      .array(z.strictObject({ path: z.string(), sha256, bytes: count }))
      .optional()
      .describe('Files that lines of `records` name, where there are any.'),
    systems: z
      .array(
        z.strictObject({
          system: z.string(),
          status: z
            .enum(taskStates)
            .describe('`done`: its data is here. Otherwise it has not answered, or cannot.'),
          ground: z.enum(taskGrounds).optional(),
          error: z.enum(systemTaskErrors).optional(),
          counts: z.record(z.string(), count).optional(),
          files: z.array(z.strictObject({ path: z.string(), sha256, bytes: count })),
        }),
      )
      .optional()
      .describe('Other systems of the controller, and what they returned, as each of them has it.'),
    leftOut: z
      .array(z.strictObject({ category: z.string(), reason: z.enum(leftOutReasons), count }))
      .describe(
        'What is not data that the person provided, or rests neither on consent nor on contract; ask for access to get it.',
      ),
  })
  .meta({
    title: 'Custos portability',
    description:
      'The manifest of a portable export (GDPR Art. 20). Lines of its record files are `#/$defs/record`; each without `media` is, with a `subject` added, a body of POST /v1/records; what `media` names is uploaded with POST /v1/media.',
  });
export type PortabilityManifest = z.output<typeof manifest>;
export type PortableRecord = z.output<typeof record>;
export type PortableAccount = z.output<typeof account>;

/** `portability.schema.json`, in every portable export and in docs/. */
export function portabilityJsonSchema(): object {
  const json = (schema: z.ZodType) => z.toJSONSchema(schema, { target: 'draft-2020-12' });
  const part = (schema: z.ZodType): object => ({ ...json(schema), $schema: undefined });
  return {
    $id: `urn:${portabilityFormat.replaceAll('/', ':')}`,
    ...json(manifest),
    $defs: { record: part(record), account: part(account) },
  };
}
