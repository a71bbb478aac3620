import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { grantedScopes } from '../../lambda/auth/issuers.ts';
import type { Issuer } from '../../lambda/auth/issuers.ts';
import { copyOfPolicy, loadedFrom } from '../policy/edited-policy.ts';

const page = readFileSync('docs/operate.md', 'utf8');
const providers = readFileSync('docs/identity-providers.md', 'utf8');
const blocks = (language: string, of = page): string[] =>
  [...of.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'gm'))].map(
    ([, text = '']) => text,
  );
const incidents = readFileSync('docs/incidents.md', 'utf8');
const lines = blocks('sh').flatMap((block) => block.trim().split('\n'));
const ofCustos = (line: string): boolean => line.startsWith('npx custos ');
const custosLines = lines.filter(ofCustos);
/** The others of that page run in `test/docs/commands.long.test.ts`. */
const auditLines = blocks('sh', incidents)
  .flatMap((block) => block.split('\n'))
  .filter((line) => ofCustos(line) && line.includes(' audit '));

const custos = (words: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/custos.mjs', ...words], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
};

/** These commands call AWS; here only their names and options are checked. */
const needsAccount = new Set(['audit', 'doctor', 'restore-check']);

describe('the commands of docs/operate.md', () => {
  test('are those of Custos, or of the tools that it names', () => {
    expect(custosLines.length).toBeGreaterThan(5);
    for (const line of lines) {
      expect(line).toMatch(/^(npx custos|npx cdk|aws) [a-z-]+|^(rm|mv) \.custos\//);
    }
  });

  test.each(custosLines)('%s', (line) => {
    const words = line.split(' ').slice(2);
    const [command = ''] = words;
    // An unpacked archive of the source has no git history to compare with.
    if (words.includes('--git') && !existsSync('.git')) return;
    if (!needsAccount.has(command)) {
      expect(custos(words)).toMatchObject({ status: 0 });
      return;
    }
    const named = command === 'audit' ? words.slice(0, 2) : [command];
    const { status, stdout } = custos([...named, '--help']);
    expect(status).toBe(0);
    for (const option of words.filter((word) => word.startsWith('--'))) {
      expect(stdout).toContain(option);
    }
  });
});

test.each(auditLines)('%s of docs/incidents.md is a command with these options', (line) => {
  expect(auditLines.length).toBeGreaterThan(1);
  const words = line.split(' ').slice(2);
  const { status, stdout } = custos([...words.slice(0, 2), '--help']);
  expect(status).toBe(0);
  for (const option of words.filter((word) => word.startsWith('--'))) {
    expect(stdout).toContain(option);
  }
});

test('alarms that docs/incidents.md names are in docs/alarms.md', () => {
  const [, table = ''] = /### 2\. Read the alarm([^]*?)### 3\./.exec(incidents) ?? [];
  const named = [...table.matchAll(/`([A-Z]\w+)`/g)].map(([, name = '']) => name);
  const known = readFileSync('docs/alarms.md', 'utf8');

  expect(named.length).toBeGreaterThan(10);
  const isKnown = (name: string) => new RegExp(`^\\| \`(?:Log\\.)?${name}\` `, 'm').test(known);
  expect(named.filter((name) => !isKnown(name))).toEqual([]);
});

/** Without the defaults of the policy. */
type Recipe = Omit<Issuer, 'scopeClaim' | 'scopeMap'> & Partial<Issuer>;

describe('the recipes for identity providers', () => {
  const recipes = blocks('yaml', providers).map(
    (block) => (parse(block) as { issuers: Recipe[] }).issuers,
  );

  test('make a valid policy', () => {
    expect(recipes).toHaveLength(4);
    for (const block of blocks('yaml', providers)) {
      const directory = copyOfPolicy();
      const path = join(directory, 'policy.yaml');
      const text = readFileSync(path, 'utf8');
      writeFileSync(
        path,
        text.replace(/^issuers:\n[^]*?(?=^# Age and consent)/m, () => block),
      );
      expect(loadedFrom(directory).policy.issuers).toHaveLength(3);
    }
  });

  test.each([
    [
      'Cognito',
      0,
      { token_use: 'id' },
      { scope: 'custos/decisions' },
      { 'cognito:groups': ['privacy-team'] },
    ],
    [
      'Entra ID',
      1,
      { scp: 'custos.self openid' },
      { roles: ['assistant'] },
      { roles: ['privacy-team'] },
    ],
    [
      'Auth0',
      2,
      { aud: 'PrivacyCentreClientId' },
      { scope: 'custos/decisions' },
      { 'https://privacy.example.com/permissions': ['custos/requests'] },
    ],
    [
      'Keycloak',
      3,
      { scope: 'openid profile email' },
      { custos_roles: ['assistant'] },
      { custos_roles: ['privacy-team'] },
    ],
  ])('of %s grant the scopes of each caller', (_name, index, subject, service, staff) => {
    const issuers = recipes[index]!.map((issuer) => ({
      ...issuer,
      scopeClaim: issuer.scopeClaim ?? 'scope',
      scopeMap: issuer.scopeMap ?? {},
    }));

    const granted = issuers.map((issuer, place) =>
      grantedScopes(issuer, [subject, service, staff][place]!),
    );

    expect(granted[0]).toEqual(['custos/self']);
    expect(granted[1]).toContain('custos/decisions');
    expect(granted[2]).toContain('custos/requests');
  });
});
