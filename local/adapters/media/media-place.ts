import * as z from 'zod';
import { ObjectArgumentError } from '../../../lambda/platform/objects/errors.ts';

const mediaPlace = z.strictObject({
  directory: z.string().min(1),
  /** Name of the bucket in the templates: forms and events name it. */
  bucket: z.string().min(1),
  /** Where the embedded runtime takes forms: `http://127.0.0.1:8787/_media`. */
  formUrl: z.url(),
  /** Path of the file keyring; the keys of files and forms are derived from it. */
  keyFile: z.string().min(1),
});
export type MediaPlace = Readonly<z.output<typeof mediaPlace>>;

/** The value of CUSTOS_MEDIA_AT in the embedded runtime. */
export const formatMediaPlace = (place: MediaPlace): string => JSON.stringify(place);

/** @throws ObjectArgumentError */
export function parseMediaPlace(text: string): MediaPlace {
  try {
    return mediaPlace.parse(JSON.parse(text));
  } catch (cause) {
    throw new ObjectArgumentError(
      'CUSTOS_MEDIA_AT: expected JSON {"directory", "bucket", "formUrl", "keyFile"}',
      { cause },
    );
  }
}
