import { openPlatform } from '../platform/platform.ts';
import { pagesUpload } from './needs.ts';
import { publishPages } from './publish-pages.ts';
import { S3PageFiles } from './s3-page-files.ts';

const { environment, clock, log } = openPlatform(pagesUpload);
const files = new S3PageFiles(environment.get('CUSTOS_PAGES_AT'));

/** CloudFormation calls it, and waits for a response at the address in the event. */
export const handler = (event: unknown) =>
  publishPages({ files, clock, log }, import.meta.dirname, event);
