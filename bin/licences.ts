import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const manifest = z.object({ name: z.string(), version: z.string(), license: z.string() });
const isText = (file: string): boolean => /^(?:licen[cs]e|copying|notice)(?:\.|$)/i.test(file);

/**
 * The licences of the packages that the sources are from, each text once: they ask to be passed on with
 * what is bundled.
 *
 * @param sources paths of modules below the root, as esbuild names them
 * @throws when a package names no licence
 */
export function licencesOf(sources: readonly string[], root: string): string {
  const folders = new Set(
    sources.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0] ?? []),
  );
  const packages = new Map<string, string[]>();
  for (const folder of [...folders].sort()) {
    const directory = join(root, folder);
    const { name, version, license } = manifest.parse(
      JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')),
    );
    const texts = readdirSync(directory)
      .filter(isText)
      .map((file) => readFileSync(join(directory, file), 'utf8').trim());
    const text = texts.length === 0 ? `Licence: ${license}` : texts.join('\n\n');
    packages.set(text, [...(packages.get(text) ?? []), `${name} ${version} (${license})`]);
  }
  return [...packages]
    .map(([text, names]) => `${names.join('\n')}\n\n${text}\n`)
    .join(`\n${'-'.repeat(80)}\n\n`);
}
