import { createHash } from 'node:crypto';
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, extname, join, relative } from 'node:path';
import { contentTypes } from './content-types.ts';
import type { GeneratedFile } from './generated-files.ts';

/** Built files below it have a hash of their content in their name. */
const hashedFolder = 'assets/';

const cacheControl = {
  hashed: 'public, max-age=31536000, immutable',
  // Kept, and used only after the server has said that it is still the same.
  other: 'no-cache',
};

/**
 * Writes the files of the pages, and a list of them, beside the code of the function that publishes
 * them.
 *
 * @param home directory of the function's code
 * @param built folder of the built pages
 * @param generated what follows from the policy, by path
 * @returns SHA-256 of all of it
 */
export function writeRelease(
  home: string,
  built: string,
  generated: Readonly<Record<string, GeneratedFile>>,
): string {
  const hash = createHash('sha256');
  const files = join(home, 'pages', 'files');
  const list = filesOf(built, generated).map(({ key, contentType, body }) => {
    const file = join(files, key);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, body);
    hash.update(createHash('sha256').update(body).digest());
    const hashed = key.startsWith(hashedFolder);
    return { key, contentType, cacheControl: cacheControl[hashed ? 'hashed' : 'other'], hashed };
  });
  const text = JSON.stringify(list);
  writeFileSync(join(home, 'pages', 'manifest.json'), text);
  return hash.update(text).digest('hex');
}

function filesOf(built: string, generated: Readonly<Record<string, GeneratedFile>>) {
  const ofPolicy = Object.entries(generated).map(([path, file]) => ({
    ...file,
    key: path.slice(1),
  }));
  const taken = new Set(ofPolicy.map(({ key }) => key));
  const ofBuild = globSync('**/*', { cwd: built, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({
      key: relative(built, path).replaceAll('\\', '/'),
      contentType: contentTypeOf(path),
      body: readFileSync(path),
    }))
    .filter(({ key }) => !taken.has(key));
  return [...ofBuild, ...ofPolicy].toSorted((one, other) => (one.key < other.key ? -1 : 1));
}

function contentTypeOf(path: string): string {
  const contentType = contentTypes[extname(path)];
  if (contentType === undefined) throw new UnknownFileError(path);
  return contentType;
}

/** A file of the pages whose type is not known. */
export class UnknownFileError extends Error {
  override readonly name = 'UnknownFileError';

  constructor(path: string) {
    super(`${path}: add the type of such files to lib/web/content-types.ts`);
  }
}
