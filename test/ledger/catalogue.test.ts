import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { EntryCodes, EntryType } from '../../lambda/ledger/model/ledger.ts';
import { bucketOf, entryCatalogue, entryType } from '../../lambda/ledger/model/ledger.ts';
import { milliseconds } from '../../lambda/value/time.ts';

const hash = 'ab'.repeat(32);
const samples: { readonly [Type in EntryType]: EntryCodes[Type] } = {
  'consent.recorded': { purpose: 'improvement', state: 'given', noticeVersion: '0123456789abcdef' },
  'signal.conflict': { purpose: 'advertising' },
  'decision.denied': { purpose: 'support', category: 'usage-log', reason: 'consent-missing' },
  'record.corrected': { category: 'prompt-text', by: 'subject' },
  'record.deleted': { category: 'prompt-text', by: 'subject' },
  'key.unexplained-destruction': { kid: '0f'.repeat(16) },
  'retention.unexplained-deletion': { table: 'records' },
  'retention.restored': { category: 'prompt-text' },
  'retention.swept': { of: 'person', seen: 9, changed: 2, deleted: 1 },
  'hold.placed': { categories: ['prompt-text'] },
  'hold.released': { categories: 'all' },
  'restriction.changed': { purposes: ['improvement'] },
  'request.received': { kind: 'erasure', jurisdiction: 'gdpr' },
  'request.changed': { kind: 'access', from: 'received', to: 'in-progress' },
  'request.download-linked': { kind: 'access' },
  'erasure.planned': { classes: 3, withheldGrounds: ['legal-obligation'] },
  'erasure.keys-destroyed': { keys: 1, kids: ['0f'.repeat(16)] },
  'erasure.purged': { rows: 12, objects: 0 },
  'erasure.certified': { certificateSha256: hash, residual: 0 },
  'subject.registered': { by: 'service' },
  'identity.linked': { type: 'email', assurance: 'issuer-verified', by: 'sign-in' },
  'identity.removed': { type: 'user-id', linkedBy: 'service', by: 'staff' },
  'policy.changed': { from: `sha256:${hash}`, to: `sha256:${hash}` },
  'settings.changed': { settings: ['training-off', 'retention'] },
  'staff.read': { route: 'listLedgerEntries' },
};

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
      const codes: Record<string, unknown> = { ...samples[type] };
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
