import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** The pages could not be built. */
export class PagesNotBuiltError extends Error {
  override readonly name = 'PagesNotBuiltError';
}

/**
 * The folder with the files of the privacy centre and the console, built unless they are there for the
 * same sources. Its content never changes.
 *
 * @throws PagesNotBuiltError with the output of the build
 */
export function builtPages(): string {
  const directory = resolve('node_modules/.cache/custos-web', hashOfSources());
  if (existsSync(directory)) return directory;
  const partial = `${directory}.${process.pid}.partial`;
  const built = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/vite/bin/vite.js'),
      ...['build', '--config', join(root, 'web/vite.config.ts'), '--outDir', partial],
      ...['--emptyOutDir', '--logLevel', 'warn'],
    ],
    { cwd: root, encoding: 'utf8', env: { ...process.env, NODE_ENV: 'production' } },
  );
  if (built.status !== 0) {
    rmSync(partial, { recursive: true, force: true });
    throw new PagesNotBuiltError(`the pages cannot be built:\n${built.stderr}${built.stdout}`);
  }
  try {
    renameSync(partial, directory);
  } catch {
    // Another process was faster with the same sources.
    rmSync(partial, { recursive: true, force: true });
  }
  return directory;
}

function hashOfSources(): string {
  const files = globSync(['web/**/*', 'client/*.ts', 'lib/web/*.ts', 'package-lock.json'], {
    cwd: root,
    withFileTypes: true,
  })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const hash = createHash('sha256');
  for (const file of files)
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file));
  return hash.digest('hex').slice(0, 32);
}
