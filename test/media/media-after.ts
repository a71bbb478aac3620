import type { MediaObjects } from '../../lambda/platform/media/media-objects.ts';

type Write = 'put' | 'delete' | 'discardUpload';
const writes: readonly string[] = ['put', 'delete', 'discardUpload'] satisfies readonly Write[];

/** The same store, where something else happens right after one of its operations. */
export const withAfter = (
  media: MediaObjects,
  operation: Write,
  happens: () => Promise<unknown>,
): MediaObjects => intercepted(media, (name) => (name === operation ? happens() : undefined));

/** The same store, where something else happens when an upload begins to be read whole. */
export const withStream = (media: MediaObjects, happens: () => void): MediaObjects => ({
  ...intercepted(media, () => undefined),
  openUpload: async (name) => {
    const upload = await media.openUpload(name);
    if (upload === undefined) return undefined;
    const stream = () => {
      happens();
      return upload.stream();
    };
    return { ...upload, stream };
  },
});

/** The same store in a process that is killed right after its n-th write, whose answer is lost. */
export function killedAfter(
  media: MediaObjects,
  count: number,
  kill: () => void,
): MediaObjects & { readonly died: () => boolean } {
  let left = count;
  const died = () => left <= 0;
  const dying = intercepted(media, (name) => {
    if (writes.includes(name)) left -= 1;
    if (!died()) return undefined;
    kill();
    throw new Error('killed');
  });
  return Object.assign(dying, { died });
}

function intercepted(
  media: MediaObjects,
  after: (name: string) => Promise<unknown> | undefined,
): MediaObjects {
  const followed =
    <Values extends readonly unknown[], Result>(
      name: string,
      operation: (...values: Values) => Promise<Result>,
    ) =>
    async (...values: Values): Promise<Result> => {
      const result = await operation(...values);
      await after(name);
      return result;
    };
  return {
    form: followed('form', (...values) => media.form(...values)),
    openUpload: followed('openUpload', (...values) => media.openUpload(...values)),
    discardUpload: followed('discardUpload', (...values) => media.discardUpload(...values)),
    put: followed('put', (...values) => media.put(...values)),
    open: followed('open', (...values) => media.open(...values)),
    delete: followed('delete', (...values) => media.delete(...values)),
    names: (subjectId) => media.names(subjectId),
    everyName: (beginning) => media.everyName(beginning),
  };
}
