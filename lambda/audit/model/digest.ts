import { constants, createPublicKey, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import * as z from 'zod';
import { sha256Hex } from '../../value/canonical.ts';
import { milliseconds } from '../../value/time.ts';
import type { EpochMilliseconds } from '../../value/time.ts';
import type { Place } from './place.ts';

/** A digest as Amazon S3 returns it: its uncompressed content, and the metadata of the object. */
export interface StoredDigest {
  readonly place: Place;
  /** Undefined where it is not gzip. */
  readonly content: Uint8Array | undefined;
  /** Hexadecimal, from `x-amz-meta-signature`. */
  readonly signature: string | undefined;
  /** When CloudTrail wrote a backfill digest. */
  readonly generated?: EpochMilliseconds;
}

/** A public key of CloudTrail in one Region, from `ListPublicKeys`. */
export interface PublicKey {
  readonly fingerprint: string;
  /** PKCS #1, DER. */
  readonly value: Uint8Array;
  readonly validFrom: EpochMilliseconds;
  readonly validTo: EpochMilliseconds;
}

const time = z.iso.datetime({ offset: true }).transform((text) => milliseconds(Date.parse(text)));
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const optional = <Schema extends z.ZodType>(schema: Schema) => schema.nullish();

/** AWS CloudTrail User Guide, CloudTrail digest file structure. */
const digestFile = z.object({
  digestStartTime: time,
  digestEndTime: time,
  digestS3Bucket: z.string(),
  digestS3Object: z.string(),
  digestPublicKeyFingerprint: z.string(),
  digestSignatureAlgorithm: z.literal('SHA256withRSA'),
  previousDigestS3Bucket: optional(z.string()),
  previousDigestS3Object: optional(z.string()),
  previousDigestHashValue: optional(hash),
  previousDigestSignature: optional(z.string().regex(/^[0-9a-f]+$/i)),
  logFiles: z.array(
    z.object({
      s3Bucket: z.string(),
      s3Object: z.string(),
      hashValue: hash,
      hashAlgorithm: z.literal('SHA-256'),
    }),
  ),
});

/** A log file as its digest describes it. */
export interface LogFile {
  readonly place: Place;
  /** SHA-256 of the uncompressed file. */
  readonly hash: string;
}

export interface Digest {
  readonly place: Place;
  readonly start: EpochMilliseconds;
  readonly end: EpochMilliseconds;
  readonly fingerprint: string;
  /** Undefined where a chain begins: recording, or its validation, was switched on. */
  readonly previous?: { readonly place: Place; readonly hash: string; readonly signature: string };
  readonly files: readonly LogFile[];
  /** What its signature signs. */
  readonly signed: string;
  /** SHA-256 of its content. */
  readonly hash: string;
}

/** Undefined for what is not a digest of CloudTrail. */
export function parseDigest(content: Uint8Array): Digest | undefined {
  const json = parseJson(content);
  const { success, data } = digestFile.safeParse(json);
  if (!success) return undefined;
  const previous = previousOf(data);
  if (previous === 'incomplete') return undefined;
  const own = sha256Hex(content);
  const place = { bucket: data.digestS3Bucket, key: data.digestS3Object };
  return {
    place,
    start: data.digestStartTime,
    end: data.digestEndTime,
    fingerprint: data.digestPublicKeyFingerprint,
    ...(previous !== undefined && { previous }),
    files: data.logFiles.map((file) => ({
      place: { bucket: file.s3Bucket, key: file.s3Object },
      hash: file.hashValue,
    })),
    signed: [
      // As the file has it: the signature is over the text.
      (json as { readonly digestEndTime: string }).digestEndTime,
      `${place.bucket}/${place.key}`,
      own,
      data.previousDigestSignature ?? 'null',
    ].join('\n'),
    hash: own,
  };
}

function previousOf(data: z.output<typeof digestFile>): Digest['previous'] | 'incomplete' {
  const parts = [
    data.previousDigestS3Bucket,
    data.previousDigestS3Object,
    data.previousDigestHashValue,
    data.previousDigestSignature,
  ];
  const [bucket, key, previousHash, signature] = parts;
  if (bucket && key && previousHash && signature) {
    return { place: { bucket, key }, hash: previousHash, signature };
  }
  return parts.some(Boolean) ? 'incomplete' : undefined;
}

/** Whether CloudTrail signed the digest: RSASSA-PKCS1-v1_5 with SHA-256. */
export function isSigned(digest: Digest, signature: string, { value }: PublicKey): boolean {
  const key = parseKey(value);
  if (key === undefined || !/^([0-9a-f]{2})+$/i.test(signature)) return false;
  return verify(
    'RSA-SHA256',
    Buffer.from(digest.signed),
    { key, padding: constants.RSA_PKCS1_PADDING },
    Buffer.from(signature, 'hex'),
  );
}

function parseKey(value: Uint8Array): KeyObject | undefined {
  try {
    return createPublicKey({ key: Buffer.from(value), format: 'der', type: 'pkcs1' });
  } catch {
    return undefined;
  }
}

function parseJson(content: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content));
  } catch {
    return undefined;
  }
}
