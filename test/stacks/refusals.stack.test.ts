import { Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import { VALIDATION_REPORT_FILE } from 'aws-cdk-lib/cx-api';
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { FunctionFacts, Need } from '../../lambda/platform/environment.ts';
import { FunctionSet } from '../../lib/constructs/function-set.ts';
import { PrivacyFunction } from '../../lib/constructs/privacy-function.ts';
import { bundle } from '../../lib/constructs/bundle.ts';
import { DataStack } from '../../lib/data-stack.ts';
import { custosStacks } from '../../lib/index.ts';
import { stages } from '../../lib/stages.ts';
import { tables } from '../../lib/tables.ts';
import { inTemporaryApp, policyDirectory } from './templates.ts';

const directories: string[] = [];
const temporary = async (): Promise<string> => {
  const directory = await mkdtemp(join(tmpdir(), 'custos-refusal-'));
  directories.push(directory);
  return directory;
};
afterEach(async () => {
  for (const directory of directories.splice(0)) await rm(directory, { recursive: true });
});

interface Run {
  readonly code: number;
  readonly complaint: string;
  readonly templates: readonly string[];
}

/** Runs `bin/app.ts` as the CDK CLI does. */
async function runApp(context: Record<string, string>): Promise<Run> {
  const outdir = await temporary();
  const root = resolve(import.meta.dirname, '../..');
  const { code, complaint } = await new Promise<{ code: number; complaint: string }>((done) => {
    const env = {
      ...process.env,
      CDK_OUTDIR: outdir,
      CDK_CONTEXT_JSON: JSON.stringify(context),
      CDK_VALIDATION: 'false',
    };
    execFile(process.execPath, ['bin/app.ts'], { cwd: root, env }, (error, _stdout, stderr) =>
      done({ code: error === null ? 0 : Number(error.code), complaint: stderr }),
    );
  });
  const templates = (await readdir(outdir)).filter((file) => file.endsWith('.template.json'));
  return { code, complaint, templates };
}

describe('the app', () => {
  test('stops at an unknown stage, and lists the stages', async () => {
    expect(await runApp({ stage: 'staging' })).toEqual({
      code: 1,
      complaint: 'unknown stage "staging"; use -c stage=dev or -c stage=prod\n',
      templates: [],
    });
  });

  test('stops at an incomplete domain, and says what is missing', async () => {
    expect(await runApp({ stage: 'dev', domainName: 'privacy.example.com' })).toEqual({
      code: 1,
      complaint: 'domainName and certificateArn: give both or neither\n',
      templates: [],
    });
  });

  test('stops at a broken policy: file, line and remedy, no stack trace, nothing synthesized', async () => {
    const policy = join(await temporary(), 'policy');
    await cp(policyDirectory, policy, { recursive: true });
    const text = await readFile(join(policy, 'policy.yaml'), 'utf8');
    await writeFile(
      join(policy, 'policy.yaml'),
      text.replace(/retention: P30D/, 'retention: thirty days'),
    );

    const { code, complaint, templates } = await runApp({ stage: 'dev', policy });

    expect(code).toBe(1);
    expect(complaint).toMatch(/policy\.yaml:\d+:\d+ purposes\.[\w-]+\.retention/);
    expect(complaint).not.toMatch(/^\s+at /m);
    expect(templates).toEqual([]);
  });
});

test('the stacks pass the validator of the CDK, which knows the schema of every resource', () => {
  vi.stubEnv('CDK_VALIDATION', 'true');
  onTestFinished(() => void vi.unstubAllEnvs());
  const said = vi.spyOn(console, 'error');
  onTestFinished(() => said.mockRestore());

  const files = inTemporaryApp((app) => {
    custosStacks(app, { stage: 'prod', policyDirectory });
    app.synth();
    return readdirSync(app.outdir);
  });

  expect(said.mock.calls).toEqual([]);
  expect(files).toContain(VALIDATION_REPORT_FILE);
  expect(files.filter((file) => file.endsWith('.template.json')).sort()).toEqual([
    'Custos-prod-Audit.template.json',
    'Custos-prod-Data.template.json',
    'Custos-prod-Edge.template.json',
    'Custos-prod-Learning.template.json',
    'Custos-prod-Media.template.json',
    'Custos-prod-Service.template.json',
    'Custos-prod-Systems.template.json',
    'Custos-prod-Watch.template.json',
    'Custos-prod-Web.template.json',
  ]);
}, 180_000);

describe('needs', () => {
  const withNeeds = (needs: readonly Need[], rest: Partial<FunctionFacts> = {}): FunctionFacts => ({
    name: 'some-api',
    area: 'machinery',
    entry: 'lambda/status/handler.ts',
    purpose: 'Shows what is refused',
    worstCase: 'nothing about people',
    trigger: { kind: 'routes', routes: [] },
    needs,
    timeoutSeconds: 10,
    memoryMegabytes: 256,
    ...rest,
  });
  const synthesize = (...functions: FunctionFacts[]) =>
    inTemporaryApp((app) => {
      const stage = stages.dev;
      const data = new DataStack(app, 'Data', { stage });
      const bundles = bundle(functions, '{}');
      try {
        const scope = new Stack(app, 'Service');
        const eventBus = new EventBus(scope, 'Bus');
        new FunctionSet(scope, {
          ...{ stage, functions, all: functions, data, bundles, eventBus },
          issuers: [],
        });
      } finally {
        bundles.dispose();
      }
    });
  const tableWith = (matches: (facts: (typeof tables)[number]) => boolean) => {
    const table = tables.find(matches);
    if (table === undefined) throw new Error('no such table');
    return table;
  };
  const outbox = tableWith(({ name }) => name === 'outbox');

  test.each(['update', 'delete', 'increment'] as const)(
    'to %s rows of an append-only table are rejected',
    (action) => {
      expect(() => synthesize(withNeeds([{ table: outbox, actions: [action] }]))).toThrow(
        `some-api asks to ${action} rows of outbox, which is append-only: take it out of its needs.ts`,
      );
    },
  );

  test('to scan are rejected for a function that the API can call', () => {
    expect(() => synthesize(withNeeds([{ table: outbox, actions: ['scan'] }]))).toThrow(
      /^some-api asks to scan outbox/,
    );
  });

  test('for an index are rejected if the table has none', () => {
    expect(() => synthesize(withNeeds([{ table: outbox, actions: ['query-index'] }]))).toThrow(
      'some-api asks for an index of outbox, which has none',
    );
  });

  test('of a table that is not provisioned are rejected', () => {
    const table = { ...outbox, name: 'diary' };

    expect(() => synthesize(withNeeds([{ table, actions: ['get'] }]))).toThrow(
      'add diary to lambda/tables.ts',
    );
  });

  test('of a function or a workflow that does not exist are rejected', () => {
    expect(() => synthesize(withNeeds([{ invoke: 'unknown' }]))).toThrow(
      'nothing is called unknown',
    );
    expect(() => synthesize(withNeeds([{ workflow: 'fulfilment' }]))).toThrow(
      'nothing is called fulfilment',
    );
  });

  test('without a binding are rejected, with the name of the variable that would be empty', () => {
    const facts = withNeeds([{ table: outbox, actions: ['get'] }]);

    expect(() =>
      inTemporaryApp((app) => {
        const { atRest, operations } = new DataStack(app, 'Data', { stage: stages.dev }).keys;
        const bundles = bundle([facts], '{}');
        const { directory, hash } = bundles.of(facts);
        try {
          new PrivacyFunction(new Stack(app, 'Service'), 'Some', {
            facts,
            stage: stages.dev,
            bundle: directory,
            bundleHash: hash,
            atRest,
            operations,
            tables: [],
            bindings: [],
            permissionsBoundary: iam.ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess'),
          });
        } finally {
          bundles.dispose();
        }
      }),
    ).toThrow('some-api reads CUSTOS_TABLE_OUTBOX: set it in lib/bindings');
  });

  test('that form a cycle are rejected', () => {
    const one = withNeeds([{ invoke: 'two' }], { name: 'one' });
    const two = withNeeds([{ invoke: 'one' }], { name: 'two' });

    expect(() => synthesize(one, two)).toThrow('a cycle: one → two → one');
  });
});
