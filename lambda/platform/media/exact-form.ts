import type { ExactFile } from './media-objects.ts';

/**
 * Form fields with which S3 accepts this file and no other: it compares the SHA-256 of what it
 * received with the field (Amazon S3 API Reference, "POST Object").
 */
export const exactFields = ({ contentType, sha256 }: ExactFile): Record<string, string> => ({
  'Content-Type': contentType,
  'x-amz-checksum-algorithm': 'SHA256',
  'x-amz-checksum-sha256': Buffer.from(sha256, 'hex').toString('base64'),
  success_action_status: '201',
});
