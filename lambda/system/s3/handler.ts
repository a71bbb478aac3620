import { connectorFunction } from '../connector-function.ts';
import { openBucket } from './bucket.ts';
import { S3Connector } from './s3-connector.ts';

/** Called by `system-run`: `{action, ...call}` → the reply of the action. */
export const handler = connectorFunction(
  's3',
  (settings, { actions, get }) =>
    new S3Connector(settings, openBucket(settings.bucket, get('CUSTOS_BUCKET_OWNER')), { actions }),
);
