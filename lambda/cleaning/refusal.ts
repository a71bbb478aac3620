import type { RefusedFile } from './inspection.ts';

/** A parser stops here; `inspect` returns the reason. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';
  readonly because: RefusedFile;

  constructor(because: RefusedFile, options?: ErrorOptions) {
    super(`the file is not stored: ${because}`, options);
    this.because = because;
  }
}

/** @throws FileRefused */
export function refuse(because: RefusedFile): never {
  throw new FileRefused(because);
}

/** @throws FileRefused unless `isWellFormed` */
export function demand(
  isWellFormed: boolean,
  because: RefusedFile = 'malformed',
): asserts isWellFormed {
  if (!isWellFormed) refuse(because);
}

/** Decoders need memory for each pixel that a file declares, however few bytes it has. */
export const maximumPixels = 100_000_000;
/** Frames of an animation. */
export const maximumFrames = 10_000;

export function demandPixels(width: number, height: number): void {
  demand(width > 0 && height > 0);
  demand(width * height <= maximumPixels, 'too-many-pixels');
}
