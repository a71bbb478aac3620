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

const unrecorded = Object.entries(dynoxide.binaries).flatMap(([platform, { kind }]) =>
  kind === 'unrecorded' ? [`@dynoxide/${platform}`] : [],
);

describe('package-lock.json', () => {
  test('pins every package by a hash, except those that are listed with the reason', () => {
    expect(entries.length).toBeGreaterThan(600);
    const unpinned = entries.filter(([, { integrity = '' }]) => !/^sha512-.{86}==/.test(integrity));

    expect(unpinned.map(([path]) => nameOf(path)).sort()).toEqual([...unrecorded].sort());
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
