import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { dynoxide } from '../local/dynoxide-release.ts';

const lockfile = z
  .object({
    packages: z.record(
      z.string(),
      z.object({
        version: z.string().optional(),
        resolved: z.string().optional(),
        integrity: z.string().optional(),
        inBundle: z.boolean().optional(),
        link: z.literal(true).optional(),
        hasInstallScript: z.boolean().optional(),
        dependencies: z.record(z.string(), z.string()).optional(),
        optionalDependencies: z.record(z.string(), z.string()).optional(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync('package-lock.json', 'utf8')));

const manifest = z
  .object({
    allowScripts: z.record(z.string(), z.boolean()),
    scarfSettings: z.object({ enabled: z.boolean() }),
  })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));

/** Packages that npm downloads: not those of this project, and not bundled ones. */
const entries = Object.entries(lockfile.packages).filter(
  ([path, { inBundle, link }]) =>
    path.includes('node_modules/') && inBundle !== true && link !== true,
);
const nameOf = (path: string): string => path.slice(path.lastIndexOf('node_modules/') + 13);

/** As Node.js looks for it: beside the package, then beside each one that contains it. */
function isFound(from: string, name: string): boolean {
  const parts = from === '' ? [] : from.split('/node_modules/');
  for (let depth = parts.length; depth >= 0; depth -= 1) {
    const folder = parts.slice(0, depth).join('/node_modules/');
    const path = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (path in lockfile.packages) return true;
  }
  return false;
}

const unrecorded = Object.entries(dynoxide.binaries).flatMap(([platform, { kind }]) =>
  kind === 'unrecorded' ? [`@dynoxide/${platform}`] : [],
);

describe('package-lock.json', () => {
  test('pins every package by a hash, except those that are listed with the reason', () => {
    expect(entries.length).toBeGreaterThan(600);
    const unpinned = entries.filter(([, { integrity = '' }]) => !/^sha512-.{86}==/.test(integrity));

    expect(unpinned.map(([path]) => nameOf(path)).sort()).toEqual([...unrecorded].sort());
  });

  // npm install leaves out what a registry does not have, and npm ci then refuses the file.
  test('has every package that another one names, for every platform', () => {
    const needed = Object.entries(lockfile.packages).flatMap(
      ([path, { dependencies, optionalDependencies }]) =>
        Object.keys({ ...dependencies, ...optionalDependencies }).map((name) => ({ path, name })),
    );

    expect(needed.length).toBeGreaterThan(1_000);
    expect(needed.filter(({ path, name }) => !isFound(path, name))).toEqual([]);
  });

  test('has no URL: the registry is that of the user who installs', () => {
    expect(entries.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
    const linked = Object.entries(lockfile.packages).filter(([, { link }]) => link === true);
    expect(linked).toEqual([['node_modules/custos-client', { resolved: 'client', link: true }]]);
  });

  test('lets install scripts run only where package.json decides about each', () => {
    const scripted = entries.flatMap(([path, { hasInstallScript }]) =>
      hasInstallScript === true ? [nameOf(path)] : [],
    );
    const decided = new Set(Object.keys(manifest.allowScripts));

    expect(scripted.filter((name) => !decided.has(name))).toEqual([]);
    expect(manifest.allowScripts).toEqual({ node: true, esbuild: true, '@scarf/scarf': false });
    expect(manifest.scarfSettings).toEqual({ enabled: false });
  });
});
