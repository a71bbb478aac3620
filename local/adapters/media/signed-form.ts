import { createHmac, hkdfSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { pae } from '../../../lambda/platform/envelope/pae.ts';
import { exactFields } from '../../../lambda/platform/media/exact-form.ts';
import type {
  ExactFile,
  UploadForm,
  UploadName,
} from '../../../lambda/platform/media/media-objects.ts';
import type { EpochMilliseconds } from '../../../lambda/value/time.ts';

/** Whose forms the embedded runtime takes. */
export interface FormSigner {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
}

/** The signer of this key file; files are encrypted with other keys. */
export const formSigner = (master: KeyObject): FormSigner => ({
  accessKeyId: 'custos-local',
  secretAccessKey: Buffer.from(
    hkdfSync('sha512', master, new Uint8Array(0), pae(['media-form/v1']), 32),
  ).toString('hex'),
  region: 'local',
});

/**
 * The form that S3 would get: a POST policy in which every field is a condition, signed with AWS
 * Signature Version 4 (Amazon S3 API Reference, "Browser-Based Uploads Using POST").
 */
export function signForm(
  signer: FormSigner,
  {
    url,
    bucket,
    name,
  }: { readonly url: string; readonly bucket: string; readonly name: UploadName },
  exact: ExactFile,
  now: EpochMilliseconds,
  expiresAt: EpochMilliseconds,
): UploadForm {
  const date = rfc3339(now).replaceAll(/[:-]/g, '');
  const fields = {
    ...exactFields(exact),
    bucket,
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': credentialOf(signer, date.slice(0, 8)),
    'X-Amz-Date': date,
    key: name,
  };
  const policy = Buffer.from(
    JSON.stringify({
      expiration: rfc3339(expiresAt),
      conditions: [
        ['content-length-range', exact.bytes, exact.bytes],
        ...Object.entries(fields).map(([field, value]) => ({ [field]: value })),
      ],
    }),
  ).toString('base64');
  return {
    url,
    fields: {
      ...fields,
      Policy: policy,
      'X-Amz-Signature': signatureOf(signer, date.slice(0, 8), policy),
    },
  };
}

/** @param day YYYYMMDD */
export const credentialOf = ({ accessKeyId, region }: FormSigner, day: string): string =>
  `${accessKeyId}/${day}/${region}/s3/aws4_request`;

/**
 * AWS Signature Version 4 of a POST policy: the string to sign is the encoded policy.
 *
 * @param day YYYYMMDD
 * @returns hex
 */
export function signatureOf(
  { secretAccessKey, region }: FormSigner,
  day: string,
  policy: string,
): string {
  const key = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    `AWS4${secretAccessKey}`,
  );
  return createHmac('sha256', key).update(policy).digest('hex');
}

const rfc3339 = (time: EpochMilliseconds): string =>
  new Date(time).toISOString().replace(/\.\d{3}Z$/, 'Z');
