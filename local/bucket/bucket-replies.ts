import { listObjects, listUploads, listVersions } from './listings.ts';
import { xml } from './reply.ts';
import type { Call, Reply } from './reply.ts';
import { S3RefusedError } from './s3-refused-error.ts';
import type { StoredBucket } from './stored-buckets.ts';
import { elementsIn, textIn } from './xml.ts';
import type { XmlContent } from './xml.ts';

/** Calls on a bucket as a whole. */
export function ofBucket(bucket: StoredBucket, { method, query, body }: Call): Reply {
  const text = body.toString('utf8');
  if (method === 'HEAD') return {};
  if (method === 'PUT' && query.has('versioning')) {
    bucket.versioning = textIn(text, 'Status') === 'Enabled' ? 'Enabled' : 'Suspended';
    return {};
  }
  if (method === 'PUT' && query.has('object-lock')) {
    bucket.lockConfiguration = text;
    return {};
  }
  if (method === 'POST' && query.has('delete')) return deleteMany(bucket, text);
  if (method !== 'GET') throw new S3RefusedError('NotImplemented');
  if (query.has('versioning')) {
    return xml('VersioningConfiguration', { Status: bucket.versioning });
  }
  if (query.has('object-lock')) {
    const { lockConfiguration: stored } = bucket;
    if (stored === undefined) throw new S3RefusedError('ObjectLockConfigurationNotFoundError');
    return { headers: { 'content-type': 'application/xml' }, body: stored };
  }
  if (query.has('encryption')) {
    throw new S3RefusedError('ServerSideEncryptionConfigurationNotFoundError');
  }
  if (query.has('versions')) return xml('ListVersionsResult', listVersions(bucket, query));
  if (query.has('uploads')) return xml('ListMultipartUploadsResult', listUploads(bucket, query));
  return xml('ListBucketResult', listObjects(bucket, query));
}

function deleteMany(bucket: StoredBucket, text: string): Reply {
  const Error: XmlContent[] = [];
  const objects = elementsIn(text, 'Object');
  if (objects.length > 1_000) throw new S3RefusedError('MalformedXML');
  for (const one of objects) {
    const Key = textIn(one, 'Key') ?? '';
    const VersionId = textIn(one, 'VersionId');
    try {
      bucket.delete(Key, VersionId);
    } catch (error) {
      if (!(error instanceof S3RefusedError)) throw error;
      Error.push({ Key, VersionId, Code: error.code, Message: error.message });
    }
  }
  return xml('DeleteResult', { Error });
}
