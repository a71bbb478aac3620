import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

export interface Resource {
  Type: string;
  Properties?: Record<string, unknown>;
  DeletionPolicy?: string;
  DependsOn?: string | string[];
}

export interface Template {
  Resources: Record<string, Resource>;
  Outputs?: Record<string, unknown>;
}

const manifest = z.object({
  files: z.record(z.string(), z.object({ source: z.object({ path: z.string() }) })),
});

export const readTemplate = (assembly: string, stack: string): Template =>
  JSON.parse(readFileSync(join(assembly, `${stack}.template.json`), 'utf8')) as Template;

/**
 * Edits every template of a synthesized assembly. A template is an asset named by its hash, which
 * changes too: an unchanged name would not be uploaded again.
 */
export function editTemplates(assembly: string, edit: (template: Template) => void): void {
  const files = readdirSync(assembly);
  for (const file of files.filter((name) => name.endsWith('.template.json'))) {
    const path = join(assembly, file);
    const before = readFileSync(path, 'utf8');
    const template = JSON.parse(before) as Template;
    edit(template);
    const after = JSON.stringify(template, undefined, 1);
    writeFileSync(path, after);

    const assets = join(assembly, file.replace('.template.json', '.assets.json'));
    const listed = manifest.parse(JSON.parse(readFileSync(assets, 'utf8'))).files;
    const [hash] = Object.entries(listed).find(([, { source }]) => source.path === file) ?? [];
    if (hash === undefined) throw new TypeError(`${file} is not among the assets`);
    const edited = createHash('sha256').update(after).digest('hex');
    for (const listing of [assets, join(assembly, 'manifest.json')]) {
      writeFileSync(listing, readFileSync(listing, 'utf8').replaceAll(hash, edited));
    }
  }
}
