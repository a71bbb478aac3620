import assert from 'node:assert/strict';
import { account, region } from './emulators.ts';
import type { Emulator } from './emulators.ts';
import type { Programs } from './programs.ts';
import type { Steps } from './steps.ts';
import { declareSystems } from './test-policy.ts';

const tableArn = (table: string): string => `arn:aws:dynamodb:${region}:${account}:table/${table}`;

interface Deployed {
  readonly steps: Steps;
  readonly programs: Programs;
  readonly emulator: Emulator;
  readonly policy: string;
}

/** What `checkSystems` has made, and a table that is nowhere. */
export const declareTestSystems = (policy: string, issuer: string): void =>
  declareSystems(policy, {
    conversations: systemOf('Conversations', issuer),
    archive: systemOf('Archive', issuer),
  });

const systemOf = (table: string, issuer: string): object => ({
  ...{ title: table, owner: 'team@custos.localdomain', categories: ['prompt-text'], issuer },
  connector: {
    kind: 'dynamodb',
    tables: [
      {
        ...{ table: tableArn(table), category: 'prompt-text', restricted: 'restricted' },
        key: { identifier: 'user-id', attribute: 'userId' },
        second: { identifier: 'email', attribute: 'email', index: 'byEmail' },
      },
    ],
  },
});

/** `custos systems check --stage`: connectors of a deployed stage, each in its own function. */
export async function checkSystemsCommand(deployed: Deployed): Promise<void> {
  const { steps, programs, emulator, policy } = deployed;
  const check = (...words: string[]) =>
    programs.run(
      [process.execPath, 'bin/custos.mjs', 'systems', 'check', policy, '--stage', 'dev', ...words],
      { env: emulator.environment },
    );
  await steps.check('custos systems check finds a system of the stage ready', async () => {
    const { code, output } = await check('--system', 'conversations');
    assert.match(output, /^system:conversations {2}ready$/m);
    assert.equal(code, 0);
  });
  await steps.check(
    'custos systems check says what is wrong with another, and how to mend it',
    async () => {
      const { code, output } = await check();
      assert.match(output, /^system:conversations {2}ready$/m);
      assert.match(output, /^system:archive {2}not ready: \S.*\n {4}\S/m);
      assert.equal(code, 1);
    },
  );
  await steps.check(
    'custos systems check names the stack of a deployment that is not there',
    async () => {
      const { code, output } = await check('--deployment', 'nosuch');
      assert.match(output, /^error: .*Custos-nosuch-Systems.*deploy it/m);
      assert.equal(code, 1);
    },
  );
}
