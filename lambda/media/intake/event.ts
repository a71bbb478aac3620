import * as z from 'zod';
import type { RecordId } from '../../value/ids.ts';
import { parseId } from '../../value/ids.ts';

/** `uploads/<recordId>`; of any other object of the bucket nothing is to be done. */
const key = z.string().max(1_024);

/** Amazon S3 User Guide, "EventBridge event message structure", Object created. */
const created = z.object({
  source: z.literal('aws.s3'),
  'detail-type': z.literal('Object Created'),
  detail: z.object({ object: z.object({ key }) }),
});

/** Amazon GuardDuty User Guide, "Monitoring S3 object scans with Amazon EventBridge". */
const scanned = z.object({
  source: z.literal('aws.guardduty'),
  'detail-type': z.literal('GuardDuty Malware Protection Object Scan Result'),
  detail: z.object({ s3ObjectDetails: z.object({ objectKey: key }) }),
});

/**
 * Which upload an event is about. The rest of it is not used: what a scan found is read from the tags
 * of the object, and what its client named is not kept.
 */
export const uploadEvent = z
  .discriminatedUnion('source', [created, scanned])
  .transform((event): RecordId | undefined => {
    const name =
      event.source === 'aws.s3' ? event.detail.object.key : event.detail.s3ObjectDetails.objectKey;
    const [prefix, id = '', ...rest] = name.split('/');
    return prefix === 'uploads' && rest.length === 0 ? parseId<RecordId>(id) : undefined;
  });
