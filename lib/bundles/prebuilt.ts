import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize } from 'node:v8';
import { brotliDecompressSync, constants } from 'node:zlib';
import type * as source from './compile.ts';
import { archiveName } from './archive.ts';
import type { ArchivedModules } from './archive.ts';

/** The modules as they were built and tested for the package. */
export const modulesOf: typeof source.modulesOf = (functions, target) => {
  const archive = readFileSync(join(import.meta.dirname, archiveName));
  // The file is part of the package, as is the code that reads it.
  const params = { [constants.BROTLI_DECODER_PARAM_LARGE_WINDOW]: 1 };
  const all = deserialize(brotliDecompressSync(archive, { params })) as ArchivedModules;
  return new Map(
    functions.map(({ entry }) => {
      const modules = all.get(target)?.get(entry);
      if (modules === undefined) throw new TypeError(`the package has no code for ${entry}`);
      return [entry, modules] as const;
    }),
  );
};
