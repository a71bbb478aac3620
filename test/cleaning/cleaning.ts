import type { Inspection } from '../../lambda/cleaning/inspection.ts';
import { clean } from '../../lambda/cleaning/clean.ts';
import { inspect } from '../../lambda/cleaning/inspect.ts';
import type { MediaType } from '../../lambda/value/media-types.ts';

export const inspected = (file: Uint8Array, type: MediaType): Promise<Inspection> =>
  inspect(
    {
      bytes: file.length,
      read: (start, length) => Promise.resolve(file.subarray(start, start + length)),
    },
    type,
  );

/** The clean file; a refusal as an error that names the reason. */
export async function cleaned(file: Uint8Array, type: MediaType): Promise<Buffer> {
  const inspection = await inspected(file, type);
  if (inspection.kind === 'refused') throw new Error(inspection.because);
  const chunks: Uint8Array[] = [];
  for await (const bytes of clean(chunksOf(file, 1_000), inspection.pieces)) chunks.push(bytes);
  const output = Buffer.concat(chunks);
  if (output.length !== inspection.bytes) throw new Error('the length is not what was announced');
  return output;
}

export const because = async (file: Uint8Array, type: MediaType): Promise<string> => {
  const inspection = await inspected(file, type);
  return inspection.kind === 'refused' ? inspection.because : inspection.kind;
};

export async function* chunksOf(file: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.length; at += length) {
    yield await Promise.resolve(file.subarray(at, at + length));
  }
}
