import * as z from 'zod';
import type { Environment } from '../environment.ts';
import { systemClock } from '../../value/time.ts';
import type { Clock } from '../../value/time.ts';
import { DirectoryObjects } from '../../../local/adapters/objects/directory-objects.ts';
import { ObjectArgumentError } from './errors.ts';
import type { Objects } from './objects.ts';
import { S3Objects } from './s3-objects.ts';

const directoryPlace = z.strictObject({
  directory: z.string().min(1),
  baseUrl: z.url(),
  keyFile: z.string().min(1),
});

/**
 * The objects that CUSTOS_OBJECTS names. CUSTOS_OBJECTS_AT is a bucket name for `s3`, JSON
 * `{"directory", "baseUrl", "keyFile"}` for `directory`.
 */
export function openObjects(environment: Environment, clock: Clock = systemClock): Objects {
  const place = environment.get('CUSTOS_OBJECTS_AT');
  return environment.CUSTOS_OBJECTS === 's3'
    ? new S3Objects(place, clock)
    : new DirectoryObjects(parseDirectoryPlace(place), clock);
}

function parseDirectoryPlace(text: string): z.output<typeof directoryPlace> {
  try {
    return directoryPlace.parse(JSON.parse(text));
  } catch (cause) {
    throw new ObjectArgumentError(
      'CUSTOS_OBJECTS_AT: expected JSON {"directory", "baseUrl", "keyFile"}',
      { cause },
    );
  }
}
