import { timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { credentialOf, signatureOf } from '../adapters/media/signed-form.ts';
import type { FormSigner } from '../adapters/media/signed-form.ts';
import { isUploadName } from '../../lambda/platform/media/checks.ts';
import type { UploadName } from '../../lambda/platform/media/media-objects.ts';
import type { EpochMilliseconds } from '../../lambda/value/time.ts';
import { PostRefusedError } from './post-refused-error.ts';

/** Fields of a form before its file, by their names in lower case. */
export type FormFields = ReadonlyMap<string, string>;

/** What a valid form lets through. */
export interface AdmittedForm {
  readonly name: UploadName;
  readonly contentType: string;
  /** Bytes, inclusive. */
  readonly minimum: number;
  readonly maximum: number;
  /** Base64. */
  readonly sha256: string | undefined;
}

const condition = z.union([
  z.tuple([z.literal('content-length-range'), z.int(), z.int()]),
  z.tuple([z.enum(['eq', 'starts-with']), z.string(), z.string()]),
  z.record(z.string(), z.string()),
]);
const policyDocument = z.strictObject({
  expiration: z.iso.datetime(),
  conditions: z.array(condition),
});
type Condition = z.output<typeof condition>;

/**
 * Decides about a form as S3 does: whether its policy was signed here, is still valid, is met by every
 * field, and has a condition for every field (Amazon S3 API Reference, "Creating a POST policy").
 *
 * @throws PostRefusedError
 */
export function admitForm(
  fields: FormFields,
  { signer, bucket, now }: { signer: FormSigner; bucket: string; now: EpochMilliseconds },
): AdmittedForm {
  const policy = fields.get('policy');
  const signature = fields.get('x-amz-signature');
  if (policy === undefined || signature === undefined) {
    throw new PostRefusedError('AccessDenied', 'Access Denied');
  }
  const day = (fields.get('x-amz-date') ?? '').slice(0, 8);
  if (fields.get('x-amz-credential') !== credentialOf(signer, day)) {
    throw new PostRefusedError(
      'InvalidAccessKeyId',
      'The AWS Access Key Id you provided does not exist in our records.',
    );
  }
  if (!equal(signature, signatureOf(signer, day, policy))) {
    throw new PostRefusedError(
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    );
  }
  const { expiration, conditions } = parsePolicy(policy);
  if (Date.parse(expiration) <= now) throw denied('Policy expired.');
  const given = new Map([...fields, ['bucket', bucket]]);
  const named = new Set(conditions.flatMap((one) => checkCondition(one, given)));
  const extra = [...fields.keys()].filter((field) => !named.has(field) && !isExempt(field));
  if (extra.length > 0) throw denied(`Extra input fields: ${extra.join(', ')}`);
  const name = fields.get('key') ?? '';
  if (!isUploadName(name)) throw new PostRefusedError('AccessDenied', 'Access Denied');
  const [, minimum, maximum] = conditions.find(isLengthRange) ?? ['', 0, 0];
  return {
    name,
    contentType: fields.get('content-type') ?? 'application/octet-stream',
    minimum,
    maximum,
    sha256: fields.get('x-amz-checksum-sha256'),
  };
}

function parsePolicy(encoded: string): z.output<typeof policyDocument> {
  try {
    return policyDocument.parse(JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')));
  } catch {
    throw new PostRefusedError(
      'InvalidPolicyDocument',
      'The content of the form does not meet the conditions specified in the policy document.',
    );
  }
}

const isLengthRange = (one: Condition): one is ['content-length-range', number, number] =>
  Array.isArray(one) && one[0] === 'content-length-range';

/** Returns the names of the fields that the condition is about. */
function checkCondition(one: Condition, fields: FormFields): readonly string[] {
  if (isLengthRange(one)) return [];
  const tests = Array.isArray(one)
    ? [{ kind: one[0], field: one[1].replace(/^\$/, ''), wanted: one[2] }]
    : Object.entries(one).map(([field, wanted]) => ({ kind: 'eq' as const, field, wanted }));
  return tests.map(({ kind, field, wanted }) => {
    const value = fields.get(field.toLowerCase()) ?? '';
    const met = kind === 'eq' ? value === wanted : value.startsWith(wanted);
    if (!met) {
      throw denied(`Policy Condition failed: ${JSON.stringify([kind, `$${field}`, wanted])}`);
    }
    return field.toLowerCase();
  });
}

/** These need no condition. */
const isExempt = (field: string): boolean =>
  field === 'policy' || field === 'x-amz-signature' || field.startsWith('x-ignore-');

const denied = (why: string): PostRefusedError =>
  new PostRefusedError('AccessDenied', `Invalid according to Policy: ${why}`);

function equal(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
