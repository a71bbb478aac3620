import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Files } from './directory.ts';

const example = resolve(import.meta.dirname, '../../policy');
const exampleName = 'Example Assistant GmbH';

/** A copy of the example policy, by path in its folder; in the name of the controller when there is one. */
export function policyFiles(controller: string | undefined): Files {
  const paths = readdirSync(example, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    paths.map((path) => [
      path.slice(example.length + 1).replaceAll('\\', '/'),
      inTheNameOf(controller, path, readFileSync(path, 'utf8')),
    ]),
  );
}

function inTheNameOf(controller: string | undefined, path: string, text: string): string {
  if (controller === undefined) return text;
  // A JSON string is a YAML string, whatever is in it.
  const value = path.endsWith('.yaml') ? JSON.stringify(controller) : controller;
  return text.replaceAll(exampleName, () => value);
}
