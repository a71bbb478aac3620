import type { Readable } from 'node:stream';
import type { RecordId, SubjectId } from '../../value/ids.ts';
import type { EpochMilliseconds } from '../../value/time.ts';

/** Name of a file as it was uploaded: `uploads/<recordId>`. */
export type UploadName = `uploads/${string}`;
/** Name of the encrypted file of a record: `media/<subjectId>/<recordId>`. Both ids are random. */
export type MediaName = `media/${string}/${string}`;

export const uploadName = (recordId: RecordId): UploadName => `uploads/${recordId}`;
export const mediaName = (subjectId: SubjectId, recordId: RecordId): MediaName =>
  `media/${subjectId}/${recordId}`;

/** The one file that a form accepts. */
export interface ExactFile {
  readonly contentType: string;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}

/** Where and with which fields a browser posts the file, as `multipart/form-data`, the file last. */
export interface UploadForm {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** First and last byte, as in the Range header of HTTP. */
export interface ByteRange {
  readonly start: number;
  /** Inclusive. */
  readonly end: number;
}

/**
 * What a scan for malware says about an upload. `unscannable`: it ended without a verdict, for
 * example because the file is encrypted, and is not repeated. `not-scanned`: there was no scan, or
 * it has not ended.
 */
export type MalwareVerdict = 'clean' | 'threat' | 'unscannable' | 'not-scanned';

/**
 * An upload as it was when it was opened. Reading it throws ObjectsUnavailableError if it was
 * replaced or removed since.
 */
export interface Upload {
  readonly bytes: number;
  readonly malware: MalwareVerdict;
  /** Returns fewer bytes than `length` only at the end of the file. */
  readonly read: (start: number, length: number) => Promise<Uint8Array>;
  /** The whole file, in constant memory. */
  readonly stream: () => AsyncIterable<Uint8Array>;
}

/** A stored file, or the part of it that was asked for. */
export interface OpenedMedia {
  /** Length of the whole object. */
  readonly bytes: number;
  readonly body: Readable;
}

/**
 * Files that people upload and the encrypted files of records: an S3 bucket, or a directory in the
 * embedded runtime. Encrypted at rest by the store in addition to their own encryption.
 *
 * @throws ObjectsUnavailableError from every method when the store does not respond
 * @throws ObjectArgumentError for an invalid name, type, hash, range or time
 */
export interface MediaObjects {
  /** A form that stores exactly this file under the name, until `expiresAt`. */
  form(name: UploadName, exact: ExactFile, expiresAt: EpochMilliseconds): Promise<UploadForm>;
  openUpload(name: UploadName): Promise<Upload | undefined>;
  /** Deletes all versions; an absent upload is not an error. */
  discardUpload(name: UploadName): Promise<void>;
  /**
   * Reads `body` to its end with constant memory; the object appears whole or not at all. Always
   * destroys the body; throws its errors unchanged.
   */
  put(name: MediaName, body: Readable): Promise<{ readonly bytes: number }>;
  /** @param range of the stored bytes; it begins inside the object and is cut at its end */
  open(name: MediaName, range?: ByteRange): Promise<OpenedMedia | undefined>;
  /** Deletes all versions; an absent object is not an error. */
  delete(name: MediaName): Promise<void>;
  /** Every object of the person of which a version or a delete marker is left, each once. */
  names(subjectId: SubjectId): AsyncIterable<MediaName>;
  /**
   * The same of everybody whose id begins so, by name; foreign names as well, which no `names` lists.
   *
   * @param beginning hexadecimal digits
   */
  everyName(beginning: string): AsyncIterable<`media/${string}`>;
}
