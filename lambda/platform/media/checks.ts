import { checkContentType } from '../objects/checks.ts';
import { ObjectArgumentError } from '../objects/errors.ts';
import type { ByteRange, ExactFile, MediaName, UploadName } from './media-objects.ts';

const id = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const upload = new RegExp(`^uploads/${id}$`);
const media = new RegExp(`^media/${id}/${id}$`);

/** Amazon S3 User Guide, "Uploading objects": the most that one POST request stores. */
const largestUpload = 5 * 1024 ** 3;

export const isUploadName = (text: string): text is UploadName => upload.test(text);
export const isMediaName = (text: string): text is MediaName => media.test(text);

/** A name cannot lead out of its directory or into another prefix of the bucket. */
export function checkUploadName(name: UploadName): void {
  if (!isUploadName(name)) throw new ObjectArgumentError('an upload is named uploads/<id>');
}

export function checkMediaName(name: MediaName): void {
  if (!isMediaName(name)) throw new ObjectArgumentError('a file is named media/<id>/<id>');
}

export function checkExactFile({ contentType, bytes, sha256 }: ExactFile): void {
  checkContentType(contentType);
  if (!Number.isSafeInteger(bytes) || bytes < 1 || bytes > largestUpload) {
    throw new ObjectArgumentError('an upload has between 1 byte and 5 GiB');
  }
  if (!/^[0-9a-f]{64}$/.test(sha256)) {
    throw new ObjectArgumentError('a SHA-256 has 64 hexadecimal digits');
  }
}

/** A prefix of the ids of people cannot lead out of the prefix of files. */
export function checkBeginning(beginning: string): void {
  if (!/^[0-9a-f]{1,8}$/.test(beginning)) {
    throw new ObjectArgumentError('an id begins with one to eight hexadecimal digits');
  }
}

export function checkRange({ start, end }: ByteRange): void {
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end) || start < 0 || end < start) {
    throw new ObjectArgumentError('a range begins at 0 or later and does not end before it begins');
  }
}
