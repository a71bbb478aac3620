import { openPlatform } from '../platform/platform.ts';
import { cloudTrailKeys } from './cloudtrail-keys.ts';
import { trailVerification } from './needs.ts';
import { S3TrailFiles } from './s3-trail-files.ts';
import { parseTrails, verifyRecent } from './verify-recent.ts';

const platform = openPlatform(trailVerification);
const trails = parseTrails(platform.environment.get('CUSTOS_TRAILS'));
const sources = { files: new S3TrailFiles(), publicKeys: cloudTrailKeys() };

export const handler = () => verifyRecent(sources, trails, platform);
