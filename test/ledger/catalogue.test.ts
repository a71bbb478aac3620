import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { EntryType } from '../../lambda/ledger/model/ledger.ts';
import { bucketOf, entryCatalogue, entryType } from '../../lambda/ledger/model/ledger.ts';
import { milliseconds } from '../../lambda/value/time.ts';

const hash = 'ab'.repeat(32);
/** One text of each kind that an entry may hold. */
const texts = [
  ...['prompt-text', 'listLedgerEntries'],
  ...[
    '0193f1c0-6b20-7a11-8c3d-4e5f60718293',
    hash,
    `sha256:${hash}`,
    '0f'.repeat(16),
    '0123456789abcdef',
    '2026-W48',
  ],
];

/** Codes of a type, with every code that is optional as well. */
const samples = Object.fromEntries(
  entryType.options.map((type) => [type, sampleOf(entryCatalogue[type]) as object]),
) as Readonly<Record<EntryType, Readonly<Record<string, unknown>>>>;

const personal = [
  'dpo@example.com',
  'Ada Lovelace',
  '+49 30 1234567',
  '192.0.2.7',
  // A subject id that begins with a letter has the form of an enum value.
  'a3bb189e-8bf9-4c6c-9c5f-2f1d0c9a7b11',
  '3f0e5a52-8bf9-4c6c-9c5f-2f1d0c9a7b11',
  'a'.repeat(65),
  '',
];

describe('the catalogue of ledger entries', () => {
  test.each(entryType.options)('%s accepts its codes and no other', (type) => {
    expect(entryCatalogue[type].safeParse(samples[type]).success).toBe(true);
    expect(entryCatalogue[type].safeParse({ ...samples[type], note: 'x' }).success).toBe(false);
  });

  test.each(entryType.options)(
    '%s rejects identifiers, text and subject ids in every code',
    (type) => {
      const codes = samples[type];
      const names = Object.keys(codes);
      expect(names.length).toBeGreaterThan(0);

      for (const name of names) {
        for (const value of personal) {
          expect(
            entryCatalogue[type].safeParse({ ...codes, [name]: value }).success,
            `${name}: ${value}`,
          ).toBe(false);
          expect(entryCatalogue[type].safeParse({ ...codes, [name]: [value] }).success).toBe(false);
        }
      }
    },
  );

  test.each(entryType.options)(
    '%s has enum values, hashes, counts and lists of them only',
    (type) => {
      const shape: Record<string, z.ZodType> = entryCatalogue[type].shape;
      for (const schema of Object.values(shape)) {
        expect(kindOf(schema)).toMatch(plain);
      }
    },
  );
});

describe('buckets', () => {
  test('name the UTC hour and the shard', () => {
    const at = milliseconds(Date.parse('2026-11-24T03:59:59.999Z'));

    expect(bucketOf(at, 2)).toBe('2026-11-24T03#2');
  });
});

function sampleOf(schema: z.ZodType): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodReadonly) {
    return sampleOf(schema.unwrap() as z.ZodType);
  }
  if (schema instanceof z.ZodObject) {
    const shape: Record<string, z.ZodType> = schema.shape;
    return Object.fromEntries(
      Object.entries(shape).map(([name, code]) => [name, sampleOf(code)] as const),
    );
  }
  if (schema instanceof z.ZodArray) return [sampleOf(schema.element as z.ZodType)];
  if (schema instanceof z.ZodUnion) return sampleOf(schema.options.at(-1) as z.ZodType);
  if (schema instanceof z.ZodEnum) return schema.options[0];
  if (schema instanceof z.ZodLiteral) return schema.value;
  return schema instanceof z.ZodNumber ? 1 : texts.find((text) => schema.safeParse(text).success);
}

const plain = /^(string|enum|literal|number)$/;

function kindOf(schema: z.ZodType): string {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodReadonly) {
    return kindOf(schema.unwrap() as z.ZodType);
  }
  if (schema instanceof z.ZodArray) return kindOf(schema.element as z.ZodType);
  if (schema instanceof z.ZodUnion) {
    const kinds = (schema.options as z.ZodType[]).map(kindOf);
    return kinds.find((kind) => !plain.test(kind)) ?? kinds[0]!;
  }
  return schema.type;
}
