import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { refusalOf, verifiedBinary } from '../../local/database-binary.ts';
import { dynoxide } from '../../local/dynoxide-release.ts';
import { hostsNamed } from '../../local/hosts.ts';

const found = 'a'.repeat(64);

describe('the binary of the embedded database', () => {
  test('is started here: its content is what is recorded or what was checked', async () => {
    await expect(verifiedBinary()).resolves.toContain('@dynoxide');
  });

  test('is not started when it is another one than was recorded, whatever was checked', () => {
    expect(refusalOf('linux-x64', found, undefined)).toContain(`its SHA-256 is ${found}`);
    expect(refusalOf('linux-x64', found, found)).toContain('was not started');
    expect(
      refusalOf('linux-x64', dynoxide.binaries['linux-x64'].sha256, undefined),
    ).toBeUndefined();
  });

  test.each(['darwin-arm64', 'sunos-sparc', 'toString'])(
    'is not started where no hash is recorded, until the operator confirms it: %s',
    (platform) => {
      expect(refusalOf(platform, found, undefined)).toContain(`CUSTOS_DATABASE_SHA256=${found}`);
      expect(refusalOf(platform, found, 'yes')).toContain('was not started');
      expect(refusalOf(platform, found, found.toUpperCase())).toBeUndefined();
    },
  );

  test('is of the version that package.json asks for, on the platforms that it names', () => {
    const { optionalDependencies } = z
      .object({ optionalDependencies: z.record(z.string(), z.string()) })
      .parse(JSON.parse(readFileSync('package.json', 'utf8')));

    expect(optionalDependencies).toEqual(
      Object.fromEntries(
        Object.keys(dynoxide.binaries).map((platform) => [
          `@dynoxide/${platform}`,
          dynoxide.version,
        ]),
      ),
    );
  });
});

describe('CUSTOS_HOSTS', () => {
  test('names hosts with commas', () => {
    expect(hostsNamed(' privacy.test, Custos.Local ,')).toEqual(['privacy.test', 'custos.local']);
    expect(hostsNamed('')).toEqual([]);
  });

  test.each(['https://a.test', 'a.test:80', 'a b', '*'])(
    'refuses %s with what to write',
    (list) => {
      expect(() => hostsNamed(list)).toThrow(/CUSTOS_HOSTS must be names/);
    },
  );
});
