import { createHash, randomUUID } from 'node:crypto';
import { S3RefusedError } from './s3-refused-error.ts';

/** A version of an object, or a delete marker. */
export interface Version {
  readonly key: string;
  readonly versionId: string;
  readonly at: Date;
  /** Undefined: a delete marker. */
  readonly object: StoredBody | undefined;
}

export interface StoredBody {
  readonly bytes: Buffer;
  readonly etag: string;
  /** Headers of the object by their names in lower case, `x-amz-meta-` among them. */
  readonly headers: Readonly<Record<string, string>>;
  tags: Readonly<Record<string, string>>;
  hasLegalHold: boolean;
}

export interface Upload {
  readonly key: string;
  readonly headers: StoredBody['headers'];
  readonly tags: StoredBody['tags'];
  readonly parts: Map<number, Buffer>;
}

/** What a write asks to be true (`If-Match`, `If-None-Match`). */
export interface Condition {
  readonly ifMatch: string | undefined;
  readonly ifNoneMatch: string | undefined;
}

/** One bucket in memory, with the rules of versions of Amazon S3 (User Guide, "Using versioning"). */
export class StoredBucket {
  versioning: 'Enabled' | 'Suspended' | undefined;
  /** Object Lock of the bucket as it was written, in XML: it is returned, and locks no version. */
  lockConfiguration: string | undefined;
  readonly uploads = new Map<string, Upload>();
  readonly #versions = new Map<string, Version[]>();

  /** Newest first. */
  versionsOf = (key: string): readonly Version[] => this.#versions.get(key) ?? [];

  /** By key, in the order of its bytes, and the newest of each first. */
  list(prefix: string): readonly Version[] {
    return [...this.#versions.keys()]
      .filter((key) => key.startsWith(prefix))
      .sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)))
      .flatMap((key) => this.versionsOf(key));
  }

  isLatest = ({ key, versionId }: Version): boolean =>
    this.versionsOf(key)[0]?.versionId === versionId;

  /** @throws S3RefusedError for a version that is not there, or a delete marker */
  find(key: string, versionId?: string): Version & { readonly object: StoredBody } {
    const versions = this.versionsOf(key);
    const found =
      versionId === undefined ? versions[0] : versions.find((one) => one.versionId === versionId);
    const { object } = found ?? {};
    if (found !== undefined && object !== undefined) return { ...found, object };
    throw new S3RefusedError(versionId === undefined || found ? 'NoSuchKey' : 'NoSuchVersion');
  }

  put(key: string, body: StoredBody, condition: Condition): Version {
    this.#check(key, condition);
    return this.#add(key, body);
  }

  #check(key: string, { ifMatch, ifNoneMatch }: Condition): void {
    const current = this.versionsOf(key)[0]?.object;
    if (ifNoneMatch === '*' && current !== undefined)
      throw new S3RefusedError('PreconditionFailed');
    if (ifMatch === undefined) return;
    if (current === undefined) throw new S3RefusedError('NoSuchKey');
    if (ifMatch !== current.etag) throw new S3RefusedError('PreconditionFailed');
  }

  #add(key: string, object: StoredBody | undefined): Version {
    const versionId = this.versioning === 'Enabled' ? randomUUID() : 'null';
    // Without versioning, and while it is suspended, the version `null` is replaced.
    const others = this.versionsOf(key).filter((one) => one.versionId !== versionId);
    const version = { key, versionId, at: new Date(), object };
    this.#versions.set(key, [version, ...others]);
    return version;
  }

  /** @throws S3RefusedError `AccessDenied` where a legal hold keeps the version */
  delete(key: string, versionId: string | undefined): void {
    if (versionId === undefined && this.versioning !== undefined) {
      this.#add(key, undefined);
      return;
    }
    const wanted = versionId ?? 'null';
    const versions = this.versionsOf(key);
    if (versions.some((one) => one.versionId === wanted && one.object?.hasLegalHold)) {
      const reason = 'Access Denied because object protected by object lock.';
      throw new S3RefusedError('AccessDenied', reason);
    }
    const others = versions.filter((one) => one.versionId !== wanted);
    if (others.length > 0) this.#versions.set(key, others);
    else this.#versions.delete(key);
  }

  complete(uploadId: string, numbers: readonly number[], condition: Condition): Version {
    const upload = this.uploads.get(uploadId);
    if (upload === undefined) throw new S3RefusedError('NoSuchUpload');
    const parts = numbers.map((number) => {
      const part = upload.parts.get(number);
      if (part === undefined) throw new S3RefusedError('InvalidPart');
      return part;
    });
    const digests = parts.map((part) => createHash('md5').update(part).digest());
    const etag = `"${md5(Buffer.concat(digests))}-${parts.length}"`;
    const { key, headers, tags } = upload;
    const body = { bytes: Buffer.concat(parts), etag, headers, tags, hasLegalHold: false };
    const version = this.put(key, body, condition);
    this.uploads.delete(uploadId);
    return version;
  }
}

export const bodyOf = (
  bytes: Buffer,
  headers: StoredBody['headers'],
  tags: StoredBody['tags'],
): StoredBody => ({ bytes, etag: `"${md5(bytes)}"`, headers, tags, hasLegalHold: false });

/** What an ETag is of an object in one part without SSE-KMS (Amazon S3 API Reference, "Object"). */
const md5 = (bytes: Buffer): string => createHash('md5').update(bytes).digest('hex');
