import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { refusalOf, verifiedBinary } from '../../local/database-binary.ts';
import { dynoxide } from '../../local/dynoxide-release.ts';
import { hostsNamed } from '../../local/hosts.ts';

const found = 'a'.repeat(64);

describe('the binary of the embedded database', () => {
  test('is started here: its hash is the recorded or the verified one', async () => {
    await expect(verifiedBinary()).resolves.toContain('@dynoxide');
  });

  test('is not started if its hash differs from the recorded one, whatever the operator verified', () => {
    expect(refusalOf('linux-x64', found, undefined)).toContain(`its SHA-256 is ${found}`);
    expect(refusalOf('linux-x64', found, found)).toContain('was not started');
    expect(
      refusalOf('linux-x64', dynoxide.binaries['linux-x64'].sha256, undefined),
    ).toBeUndefined();
  });

  test.each(['darwin-arm64', 'sunos-sparc', 'toString'])(
    'is not started without a recorded hash, until the operator names it: %s',
    (platform) => {
      expect(refusalOf(platform, found, undefined)).toContain(`CUSTOS_DATABASE_SHA256=${found}`);
      expect(refusalOf(platform, found, 'yes')).toContain('was not started');
      expect(refusalOf(platform, found, found.toUpperCase())).toBeUndefined();
    },
  );

  test('has the version in package.json, on the platforms that it names', () => {
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
  test('is a comma-separated list of hosts', () => {
    expect(hostsNamed(' privacy.test, Custos.Local ,')).toEqual(['privacy.test', 'custos.local']);
    expect(hostsNamed('')).toEqual([]);
  });

  test.each(['https://a.test', 'a.test:80', 'a b', '*'])(
    'rejects %s with the expected form',
    (list) => {
      expect(() => hostsNamed(list)).toThrow(/CUSTOS_HOSTS must be names/);
    },
  );
});
