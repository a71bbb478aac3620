import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { loadPolicyOrThrow } from '../../lib/policy/loader.ts';
import { copyOfPolicy, edit, lineOf } from './edited-policy.ts';

const custos = (...words: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/custos.mjs', ...words], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
};
const { version, published } = loadPolicyOrThrow('policy');

describe('custos policy check', () => {
  test('sums up a sound policy', () => {
    const { status, stdout, stderr } = custos('policy', 'check');

    expect(status).toBe(0);
    expect(stderr.match(/^warning:/gm)).toHaveLength(1);
    expect(stderr).toContain('US-CO, US-CT, US-TX');
    expect(stdout).toContain('11 purposes, 11 categories, 4 recipients, 2 notices');
    expect(stdout).toContain(version);
  });

  test('tells every problem with file, line and remedy, and fails', () => {
    const directory = copyOfPolicy();
    edit(directory, 'basis: contract', 'basis: contrat');
    edit(directory, 'retention: P5Y', 'retention: five years');

    const { status, stdout, stderr } = custos('policy', 'check', directory);

    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(`${directory}/policy.yaml:${lineOf(directory, 'contrat')}:16 `);
    expect(stderr).toContain(`${directory}/policy.yaml:${lineOf(directory, 'five years')}:16 `);
    expect(stderr).toContain('Use one of: consent, contract');
    expect(stderr).toContain('2 to correct.');
  });

  test('tells what is suspicious and succeeds', () => {
    const directory = copyOfPolicy();
    edit(directory, 'expiresOn: 2029-01-31', 'expiresOn: 2026-02-02');

    const { status, stderr } = custos('policy', 'check', directory);

    expect(status).toBe(0);
    expect(stderr).toMatch(/^warning: .*policy\.yaml:\d+:\d+ recipients\.model-provider/m);
  });
});

test('custos policy check --for-deploy says once what to do about all placeholders', () => {
  const { status, stderr } = custos('policy', 'check', '--for-deploy');

  expect(status).toBe(1);
  expect(stderr.match(/ is a placeholder of the example\./g)!.length).toBeGreaterThan(10);
  expect(stderr.match(/Replace it before people rely on it\./g)).toHaveLength(1);
});

test('custos policy check --for-deploy warns where mails have no page to link to, and what to do', () => {
  const directory = copyOfPolicy();
  const warning =
    /^warning: .*policy\.yaml:\d+:\d+ mail\.followUpUrl\n.*no page for the links in mails/m;
  const without = custos('policy', 'check', directory, '--for-deploy').stderr;
  expect(without).toMatch(warning);
  expect(without).toContain('your own page as mail.followUpUrl: https://');
  expect(custos('policy', 'check', directory).stderr).not.toMatch(warning);

  edit(directory, '# mail:\n#   followUpUrl', 'mail:\n  followUpUrl');
  expect(custos('policy', 'check', directory, '--for-deploy').stderr).not.toMatch(warning);
});

test('custos policy check and show take the file for its folder, as diff does', () => {
  expect(custos('policy', 'check', 'policy/policy.yaml').status).toBe(0);
  expect(custos('policy', 'show', 'policy/policy.yaml').stdout).toContain(version);
});

test('custos policy diff --git refuses a second policy instead of passing over it', () => {
  const { status, stderr } = custos('policy', 'diff', '--git', 'HEAD', 'policy', 'policy');

  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: 'error: with --git name one policy only, the one after the change\n',
  });
});

describe('custos policy show', () => {
  test('prints purposes with bases and periods, notices with versions, and the version', () => {
    const { status, stdout } = custos('policy', 'show');

    expect(status).toBe(0);
    const purpose = (name: string) =>
      new RegExp(`^  ${name}\\n(?:    .*\\n)+`, 'm').exec(stdout)?.[0].trim().split(/\n */);
    expect(purpose('improvement')).toEqual(
      expect.arrayContaining([
        'gdpr: consent',
        'uk-gdpr: consent',
        'ch-fadp: consent',
        'ccpa: opt-out/opt-out-sale-share',
        'kept: P2Y',
      ]),
    );
    expect(purpose('safety')).toEqual(
      expect.arrayContaining([
        'gdpr: legal-obligation',
        'uk-gdpr: legal-obligation',
        'ch-fadp: notice',
        'ccpa: notice',
        'kept: P5Y',
        'withheld: legal-obligation',
      ]),
    );
    expect(stdout).toContain(published['assistant']!.version);
    expect(stdout).toContain(version);
  });

  test('prints the compiled policy as JSON', () => {
    const { stdout } = custos('policy', 'show', '--json');

    expect(JSON.parse(stdout)).toMatchObject({ version, primaryNotice: 'assistant' });
  });

  test('fails on a broken policy', () => {
    const directory = copyOfPolicy();
    edit(directory, 'basis: contract', 'basis: contrat');

    expect(custos('policy', 'show', directory)).toMatchObject({ status: 1, stdout: '' });
  });
});

describe('custos', () => {
  test('lists its commands', () => {
    const { status, stdout } = custos('--help');

    expect(status).toBe(0);
    expect(stdout).toContain('policy');
    expect(stdout).toContain('token');
  });

  test.each([[['polici']], [['policy', 'chek']], [['policy', 'check', '--all']]])(
    'fails on %j and says where to look',
    (words) => {
      const { status, stderr } = custos(...words);

      expect(status).toBe(1);
      expect(stderr).toMatch(/unknown (command|option)/);
    },
  );

  test('prints the JSON Schema of policies', () => {
    const { stdout } = custos('policy', 'schema');

    expect(JSON.parse(stdout)).toHaveProperty('title', 'Custos policy');
  });
});
