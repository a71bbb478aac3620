import * as z from 'zod';
import { ObjectArgumentError } from '../../../lambda/platform/objects/errors.ts';

const directoryPlace = z.strictObject({
  directory: z.string().min(1),
  /** Where the embedded runtime serves objects by their links: `http://127.0.0.1:8787/objects`. */
  baseUrl: z.url(),
  /** Path of the file keyring; the keys of objects and links are derived from it. */
  keyFile: z.string().min(1),
});
export type DirectoryPlace = Readonly<z.output<typeof directoryPlace>>;

/** The value of CUSTOS_OBJECTS_AT in the embedded runtime. */
export const formatPlace = (place: DirectoryPlace): string => JSON.stringify(place);

/** @throws ObjectArgumentError */
export function parsePlace(text: string): DirectoryPlace {
  try {
    return directoryPlace.parse(JSON.parse(text));
  } catch (cause) {
    throw new ObjectArgumentError(
      'CUSTOS_OBJECTS_AT: expected JSON {"directory", "baseUrl", "keyFile"}',
      { cause },
    );
  }
}
