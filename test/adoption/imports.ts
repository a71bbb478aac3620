import { readFileSync, readdirSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, relative, sep } from 'node:path';
import * as ts from 'typescript';

/** Every file below a folder, with forward slashes. */
export const filesBelow = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).replaceAll(sep, '/'));

/** The packages that code and declarations import, each with the first file that does. */
export function importedPackages(
  directory: string,
  files: readonly string[],
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const file of files.filter((path) => /\.(m?js|d\.ts)$/.test(path))) {
    const { importedFiles } = ts.preProcessFile(readFileSync(join(directory, file), 'utf8'));
    for (const { fileName } of importedFiles) {
      if (fileName.startsWith('.') || isBuiltin(fileName)) continue;
      const [, name = fileName] = /^((?:@[^/]+\/)?[^/]+)/.exec(fileName) ?? [];
      if (!found.has(name)) found.set(name, file);
    }
  }
  return found;
}
