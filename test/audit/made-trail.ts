import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Trail } from '../../lambda/audit/model/place.ts';
import { milliseconds } from '../../lambda/value/time.ts';

/** An object of Amazon S3 in a test. */
export interface Stored {
  readonly body: Uint8Array;
  readonly metadata: Readonly<Record<string, string>>;
}

export type Bucket = Map<string, Stored>;

/** A key pair as CloudTrail has for each Region. */
export interface Signer {
  readonly fingerprint: string;
  readonly privateKey: KeyObject;
  /** PKCS #1, DER. */
  readonly publicKey: Buffer;
  readonly validFrom: number;
  readonly validTo: number;
}

export function newSigner(validFrom: number, validTo: number): Signer {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const der = publicKey.export({ format: 'der', type: 'pkcs1' });
  const fingerprint = createHash('md5').update(der).digest('hex');
  return { fingerprint, privateKey, publicKey: der, validFrom, validTo };
}

export const hour = 3_600_000;
export const bucketName = 'trail-files';
const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest('hex');
const instant = (time: number) => new Date(time).toISOString().replace('.000Z', 'Z');

interface Writing {
  readonly bucket: Bucket;
  readonly trail: Trail;
  readonly region: string;
  readonly signer: Signer;
  /** Log files in each hour. */
  readonly files?: number;
}

interface Previous {
  readonly bucket: string;
  readonly key: string;
  readonly hash: string;
  readonly signature: string;
}

export interface WrittenDigest extends Previous {
  readonly logFiles: readonly string[];
}

/** Writes what CloudTrail would, hour after hour. */
export class TrailWriter {
  readonly written: WrittenDigest[] = [];
  #writing: Writing;
  #previous: Previous | undefined;

  constructor(writing: Writing) {
    this.#writing = writing;
  }

  hours(from: number, count: number): this {
    for (let index = 0; index < count; index += 1) this.hour(from + index * hour);
    return this;
  }

  /** The hour that begins at `start`. */
  hour(start: number, { backfilledAt }: { readonly backfilledAt?: number } = {}): this {
    const { bucket, trail, signer, files = 2 } = this.#writing;
    const end = start + hour;
    const logFiles = Array.from({ length: files }, (_, index) =>
      this.#logFile(start, backfilledAt === undefined ? `${index}` : `Late${index}`),
    );
    const key = this.keyOf(end, backfilledAt !== undefined);
    const previous = backfilledAt === undefined ? this.#previous : undefined;
    const content = Buffer.from(
      JSON.stringify({
        awsAccountId: trail.account,
        digestStartTime: instant(start),
        digestEndTime: instant(end),
        digestS3Bucket: bucketName,
        digestS3Object: key,
        digestPublicKeyFingerprint: signer.fingerprint,
        digestSignatureAlgorithm: 'SHA256withRSA',
        newestEventTime: instant(start + 60_000),
        oldestEventTime: instant(start),
        previousDigestS3Bucket: previous?.bucket ?? null,
        previousDigestS3Object: previous?.key ?? null,
        previousDigestHashValue: previous?.hash ?? null,
        previousDigestHashAlgorithm: previous === undefined ? null : 'SHA-256',
        previousDigestSignature: previous?.signature ?? null,
        logFiles: logFiles.map(({ logKey, hash }) => ({
          s3Bucket: bucketName,
          s3Object: logKey,
          hashValue: hash,
          hashAlgorithm: 'SHA-256',
          newestEventTime: instant(start + 60_000),
          oldestEventTime: instant(start),
        })),
      }),
    );
    const signed = [
      instant(end),
      `${bucketName}/${key}`,
      sha256(content),
      previous?.signature ?? 'null',
    ].join('\n');
    const signature = sign('RSA-SHA256', Buffer.from(signed), signer.privateKey).toString('hex');
    bucket.set(key, {
      body: gzipSync(content),
      metadata: {
        signature,
        'signature-algorithm': 'SHA256withRSA',
        ...(backfilledAt !== undefined && {
          'backfill-generation-timestamp': instant(backfilledAt),
        }),
      },
    });
    const own = { bucket: bucketName, key, hash: sha256(content), signature };
    if (backfilledAt === undefined) this.#previous = own;
    this.written.push({ ...own, logFiles: logFiles.map(({ logKey }) => logKey) });
    return this;
  }

  signWith(signer: Signer): this {
    this.#writing = { ...this.#writing, signer };
    return this;
  }

  /** Recording is switched off, and on again later: a new chain. */
  stop(): this {
    this.#previous = undefined;
    return this;
  }

  keyOf(end: number, isBackfill = false): string {
    const { trail, region } = this.#writing;
    const day = instant(end).slice(0, 10).replaceAll('-', '/');
    const time = instant(end).replaceAll(/[-:]/g, '');
    return `AWSLogs/${trail.account}/CloudTrail-Digest/${region}/${day}/${trail.account}_CloudTrail-Digest_${region}_${trail.name}_${trail.homeRegion}_${time}${isBackfill ? '_backfill' : ''}.json.gz`;
  }

  #logFile(start: number, index: string) {
    const { bucket, trail, region } = this.#writing;
    const time = instant(start).replaceAll(/[-:]/g, '');
    const logKey = `AWSLogs/${trail.account}/CloudTrail/${region}/${instant(start).slice(0, 10).replaceAll('-', '/')}/${trail.account}_CloudTrail_${region}_${time}_${trail.name}${index}.json.gz`;
    const content = Buffer.from(
      JSON.stringify({ Records: [{ eventTime: instant(start), eventName: `Call${index}` }] }),
    );
    bucket.set(logKey, { body: gzipSync(content), metadata: {} });
    return { logKey, hash: sha256(content) };
  }
}

export const day = Date.parse('2026-11-10T00:00:00Z');
export const at = (hours: number) => milliseconds(day + hours * hour);
