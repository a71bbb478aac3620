import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { compile } from '../../lib/bundles/compile.ts';
import { allFunctions, functions as facts } from '../../lib/functions.ts';
import { connectorEntries } from '../../lib/system-functions.ts';
import { freePorts } from '../../local/ports.ts';
import { brokenLinksIn } from '../docs/links.ts';
import { actingStacks, every } from '../stacks/templates.ts';
import type { Template } from '../stacks/templates.ts';
import { holding } from './frozen-ids.ts';
import { holdingIn } from './data-resources.ts';
import { filesBelow, importedPackages } from './imports.ts';
import { adopt, run, source, tools } from './operator.ts';
import type { Operator } from './operator.ts';

let operator: Operator;

beforeAll(async () => {
  operator = await adopt();
});
afterAll(() => operator.dispose());

/**
 * The example serves one US state, and is warned about those whose law requires that signals are
 * honoured.
 */
const onlyAboutResidences: unknown = expect.stringMatching(
  /^warning: policy\/policy\.yaml:\d+:\d+ jurisdictions\.residences\n( {4}.+\n){2}$/,
);

const custos = (...words: string[]) =>
  run('node', ['node_modules/custos/bin/custos.mjs', ...words], operator.repository);

describe('the package', () => {
  test('has the code that runs, its guide and its licence, and nothing else', () => {
    const files = filesBelow(operator.installed);

    expect(files).toEqual(
      expect.arrayContaining(['LICENSE', 'dist/lib/index.js', 'dist/lib/index.d.ts']),
    );
    expect(
      files.filter(
        (path) =>
          !/^(LICENSE|[A-Z_]+\.md|package\.json|bin\/custos\.mjs|docs\/[\w/.-]+)$/.test(path) &&
          path !== '.github/PULL_REQUEST_TEMPLATE.md' &&
          !/^dist\/(bin|cli|client|lib|lambda|local|widget)\/[\w/-]+\.(js|d\.ts)$/.test(path) &&
          !/^dist\/web\/[\w/.-]+\.(html|js|css|svg|txt)$/.test(path) &&
          !/^dist\/(policy\/[\w/-]+\.(yaml|md|schema\.json)|lib\/openapi\/openapi\.json)$/.test(
            path,
          ) &&
          !/^dist\/lib\/bundles\/(modules\.br|licences\.txt)$/.test(path),
      ),
    ).toEqual([]);
    expect(files.filter((path) => /(^|\/)(test|bench)|\.test\./.test(path))).toEqual([]);
  });

  test('has what its pages link to', () => {
    const pages = filesBelow(operator.installed).filter((path) => path.endsWith('.md'));
    const broken = pages.flatMap((page) =>
      brokenLinksIn(join(operator.installed, page)).map((target) => `${page}: ${target}`),
    );

    expect(pages.length).toBeGreaterThan(20);
    expect(broken).toEqual([]);
  });

  test('has no path of the machine that packed it', () => {
    const leaking = filesBelow(operator.installed).filter((path) =>
      readFileSync(join(operator.installed, path), 'utf8').includes(source),
    );

    expect(leaking).toEqual([]);
  });

  // The functions have 123 MB of code, most of it shared; in the archive it is 2.4 MB, with 0.8 MB
  // of what finds personal data in texts.
  test('stays below five megabytes', () => {
    expect(statSync(operator.archive).size).toBeLessThan(5_000_000);
  });

  test('passes on the licences of what is bundled in it', () => {
    const read = (file: string) => readFileSync(join(operator.installed, 'dist', file), 'utf8');

    expect(read('web/licences.txt')).toMatch(/^## react-dom - /m);
    expect(read('lib/bundles/licences.txt')).toMatch(/^zod \S+ \(MIT\)$/m);
    expect(read('lib/bundles/licences.txt')).toMatch(/^pg \S+ \(MIT\)$/m);
  });

  test('needs no compiler, and has the code of functions only as bundles', () => {
    const files = filesBelow(operator.installed);

    expect(operator.manifest.dependencies).not.toHaveProperty('esbuild');
    expect(
      files.filter((path) => /^dist\/lambda\/.*(handler|workflow|api)\.js$/.test(path)),
    ).toEqual([]);
  });

  test('declares what it imports, and imports what it declares', () => {
    const { dependencies, peerDependencies } = operator.manifest;
    const declared = [...Object.keys(dependencies), ...Object.keys(peerDependencies)].sort();

    const imported = importedPackages(operator.installed, filesBelow(operator.installed));

    expect([...imported.keys()].sort()).toEqual(declared);
  });

  test('gives programs the contract and the schema of the policy', async () => {
    const program = `
      import contract from 'custos/openapi.json' with { type: 'json' };
      import schema from 'custos/policy.schema.json' with { type: 'json' };
      console.log(contract.openapi, schema.$schema);`;

    const ran = await run('node', ['--input-type=module', '-e', program], operator.repository);

    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toMatch(/^3\.1\.\d https:\/\/json-schema\.org\/\S+\n$/);
  });
});

describe('the package of the client', () => {
  test('has its own code only, of the same version, and no dependencies', () => {
    const files = filesBelow(operator.client);
    const manifest = JSON.parse(readFileSync(join(operator.client, 'package.json'), 'utf8'));

    expect(files).toEqual(expect.arrayContaining(['dist/index.js', 'dist/index.d.ts']));
    expect(
      files.filter((path) => !/^(package\.json|dist\/(ai\/)?[\w-]+\.(js|d\.ts))$/.test(path)),
    ).toEqual([]);
    expect(manifest.version).toBe(operator.manifest.version);
    expect(manifest).not.toHaveProperty('dependencies');
    // Only types of it, in the part that is for it.
    expect([...importedPackages(operator.client, files).keys()]).toEqual(['ai']);
    expect(manifest.peerDependenciesMeta).toEqual({ ai: { optional: true } });
    const code = files.filter((path) => path.endsWith('.js'));
    expect([...importedPackages(operator.client, code).keys()]).toEqual([]);
  });

  test('is imported by its name', async () => {
    const program =
      "import { createClient } from 'custos-client'; console.log(typeof createClient)";

    const ran = await run('node', ['--input-type=module', '-e', program], operator.repository);

    expect(ran).toMatchObject({ code: 0, stderr: '', stdout: 'function\n' });
  });
});

describe('custos init', () => {
  test('writes a repository that depends on this version, and prints the next steps', () => {
    const { init, manifest, repository } = operator;
    const written = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));

    expect(init).toMatchObject({ code: 0, stderr: '' });
    expect(init.stdout).toContain('cd acme-privacy');
    expect(written).toMatchObject({
      name: 'acme-privacy',
      // Without `ai`, which only the assistant's backend has.
      dependencies: {
        custos: manifest.version,
        'aws-cdk-lib': manifest.peerDependencies['aws-cdk-lib'],
        constructs: manifest.peerDependencies['constructs'],
      },
    });
    expect(
      filesBelow(repository)
        .filter((path) => !path.startsWith('node_modules/'))
        .sort(),
    ).toMatchInlineSnapshot(`
      [
        ".github/workflows/check.yaml",
        ".gitignore",
        ".npmrc",
        "README.md",
        "bin/app.ts",
        "cdk.json",
        "package.json",
        "policy/jurisdictions.yaml",
        "policy/mail/answer/de.md",
        "policy/mail/answer/en.md",
        "policy/mail/code/de.md",
        "policy/mail/code/en.md",
        "policy/mail/download-ready/de.md",
        "policy/mail/download-ready/en.md",
        "policy/mail/extension/de.md",
        "policy/mail/extension/en.md",
        "policy/mail/finality/de.md",
        "policy/mail/finality/en.md",
        "policy/mail/need-more/de.md",
        "policy/mail/need-more/en.md",
        "policy/mail/outcome/de.md",
        "policy/mail/outcome/en.md",
        "policy/mail/receipt/de.md",
        "policy/mail/receipt/en.md",
        "policy/mail/refusal/de.md",
        "policy/mail/refusal/en.md",
        "policy/mail/restriction-continues/de.md",
        "policy/mail/restriction-continues/en.md",
        "policy/mail/restriction-lifting/de.md",
        "policy/mail/restriction-lifting/en.md",
        "policy/mail/resumed/de.md",
        "policy/mail/resumed/en.md",
        "policy/notices/assistant/de.md",
        "policy/notices/assistant/en.md",
        "policy/notices/improvement/de.md",
        "policy/notices/improvement/en.md",
        "policy/policy.schema.json",
        "policy/policy.yaml",
        "test/stateful.test.ts",
        "tsconfig.json",
      ]
    `);
  });

  test('never writes into a folder that is not empty', async () => {
    const ran = await custos('init', '.');

    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain('is not empty');
  });
});

describe('custos/widget', () => {
  test('is one module without imports, of at most 12 KB with gzip', () => {
    const files = filesBelow(operator.installed).filter((path) => path.startsWith('dist/widget/'));
    const module = 'dist/widget/index.js';

    expect(files.filter((path) => !path.endsWith('.d.ts'))).toEqual([module]);
    expect([...importedPackages(operator.installed, files).keys()]).toEqual([]);
    const code = readFileSync(join(operator.installed, module));
    expect(gzipSync(code).length).toBeLessThanOrEqual(12 * 1024);
  });

  test('is imported by its name, on a server too', async () => {
    const program =
      "import { CustosConsent } from 'custos/widget'; console.log(typeof CustosConsent)";

    const ran = await run('node', ['--input-type=module', '-e', program], operator.repository);

    expect(ran).toMatchObject({ code: 0, stderr: '', stdout: 'function\n' });
  });

  test('has types of its elements and events', async () => {
    write('page.ts', [
      "import 'custos/widget';",
      "import type { CustosElements } from 'custos/widget';",
      "const element = document.createElement('custos-consent');",
      "element.token = () => Promise.resolve('token');",
      '// @ts-expect-error a token is a text',
      'element.token = 1;',
      "element.addEventListener('custos-consent-changed', ({ detail }) => detail.effect);",
      "export const used: CustosElements['custos-consent'] = { purpose: 'improvement', api: '' };",
      '// @ts-expect-error a link leads somewhere',
      "export const link: CustosElements['custos-privacy-link'] = { locale: 'en' };",
    ]);
    write('tsconfig.page.json', [
      JSON.stringify({
        compilerOptions: {
          ...{ target: 'es2022', lib: ['es2024', 'dom'], module: 'preserve', types: [] },
          ...{ strict: true, noEmit: true },
        },
        files: ['page.ts'],
      }),
    ]);

    const { code, stdout } = await run('tsc', ['-p', 'tsconfig.page.json'], operator.repository);

    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  });
});

describe("an operator's repository", () => {
  test('compiles against the declarations of the package', async () => {
    write('bin/wrong.ts', [
      "import { App } from 'aws-cdk-lib';",
      "import { CustosStage } from 'custos';",
      "import { createClient } from 'custos-client';",
      '// @ts-expect-error there is no such stage',
      "new CustosStage(new App(), 'Production', { stage: 'production' });",
      '// @ts-expect-error a client needs to know where the API is',
      'createClient({});',
    ]);
    // The root of the CDK imports every AWS service, which takes seconds.
    write('tsconfig.check.json', [
      JSON.stringify({
        extends: './tsconfig.json',
        compilerOptions: {
          paths: { 'aws-cdk-lib': [join(source, 'node_modules/aws-cdk-lib/core/index.d.ts')] },
        },
        include: ['bin', 'test'],
      }),
    ]);

    const { code, stdout } = await run('tsc', ['-p', 'tsconfig.check.json'], operator.repository);

    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  });

  test('is warned of each placeholder of the example, and is not deployed with one', async () => {
    const [sound, deployable] = await Promise.all([
      custos('policy', 'check'),
      custos('policy', 'check', '--for-deploy'),
    ]);

    expect(sound).toMatchObject({ code: 0, stderr: onlyAboutResidences });
    expect(deployable.code).toBe(1);
    expect(deployable.stderr).toContain('issuers[0].issuer');
    expect(deployable.stderr).toContain('mail.followUpUrl');
    expect(deployable.stderr).toContain('policy/notices/assistant/en.md');
  });

  test('synthesizes production once the placeholders are replaced', async () => {
    fillIn();
    expect(await custos('policy', 'check', '--for-deploy')).toMatchObject({
      code: 0,
      stderr: onlyAboutResidences,
    });

    const settings = ['-c', 'stage=prod', '-c', 'alarmAddress=oncall@example.com'];
    const ran = await run('cdk', ['synth', '--quiet', ...settings], operator.repository);

    // US states, and what the pages need from the operator.
    const warned = [...ran.stderr.matchAll(/'Annotation::(\S+)'/g)].map(([, id]) => id);
    expect(warned.toSorted()).toEqual([
      'custos:pages-domain',
      'custos:policy:jurisdictions.residences',
      'custos:sign-in:staff',
      'custos:sign-in:subject',
    ]);
    expect(ran.stderr.match(/error|warning/gi)).toHaveLength(warned.length);
    expect(ran.code).toBe(0);
    // Settings of the command line reach the stacks in a repository of one's own, too.
    expect(every(template('Custos-prod-Watch'), 'AWS::SNS::Subscription')).toHaveLength(1);
    const functions = deployedStacks()
      .filter((stack) => actingStacks.some((name) => stack.toLowerCase().endsWith(`-${name}`)))
      .flatMap((stack) => every(template(stack), 'AWS::Lambda::Function'));
    expect(functions.length).toBeGreaterThan(10);
    const deployed = functions.flatMap(([, { Properties }]) => codeOf(Properties));
    expect(new Map(deployed)).toEqual(compiledHere());
    expect(holdingIn(deployedStacks().map(template))).toEqual(holding);
  });

  test('starts on this machine', async () => {
    const [port, issuerPort] = await freePorts(2);
    const program = spawn('node', ['node_modules/custos/bin/custos.mjs', 'start'], {
      cwd: operator.repository,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        PATH: `${tools}${delimiter}${process.env['PATH'] ?? ''}`,
        CUSTOS_HOME: join(operator.repository, '.custos'),
        CUSTOS_PORT: String(port),
        CUSTOS_ISSUER_PORT: String(issuerPort),
      },
    });
    const ended = once(program, 'exit');
    let output = '';
    for (const stream of [program.stdout, program.stderr]) {
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    }
    try {
      await vi.waitFor(
        async () => {
          const response = await fetch(`http://127.0.0.1:${port}/v1/health`).catch(() => undefined);
          expect(response, output).toBeDefined();
          expect(await response?.json()).toMatchObject({ status: 'ok', stage: 'local' });
        },
        { timeout: 60_000, interval: 500 },
      );
    } finally {
      program.kill('SIGTERM');
      await ended;
    }
  });

  test('detects an upgrade that replaces a resource with data', async () => {
    const tests = ['--test', '--test-update-snapshots', 'test/stateful.test.ts'];
    expect(await run('node', tests, operator.repository)).toMatchObject({ code: 0 });
    const path = join(operator.repository, 'test/stateful.test.ts.snapshot');
    const fixed = readFileSync(path, 'utf8');
    for (const line of holding) expect(fixed).toContain(`"${line}"`);
  });
});

function write(path: string, lines: readonly string[]): void {
  writeFileSync(join(operator.repository, path), `${lines.join('\n')}\n`);
}

/** As an operator does before the first deployment with real people. */
function fillIn(): void {
  const policy = join(operator.repository, 'policy');
  for (const file of filesBelow(policy).filter((path) => /\.(yaml|md)$/.test(path))) {
    const text = readFileSync(join(policy, file), 'utf8')
      .replaceAll('Example Assistant GmbH', 'Acme AI GmbH')
      .replaceAll('Musterstraße 1', 'Hauptstraße 2')
      .replaceAll('example.com', 'acme.internal')
      .replace('# mail:\n#   followUpUrl', 'mail:\n  followUpUrl');
    writeFileSync(join(policy, file), text);
  }
}

/** Every stack of production that the repository synthesized. */
const deployedStacks = (): readonly string[] =>
  readdirSync(join(operator.repository, 'cdk.out')).flatMap((file) => {
    const [, stack] = /^(Custos-prod-\w+)\.template\.json$/.exec(file) ?? [];
    return stack ?? [];
  });

const template = (stack: string): Template =>
  JSON.parse(
    readFileSync(join(operator.repository, 'cdk.out', `${stack}.template.json`), 'utf8'),
  ) as Template;

const functionProperties = z.object({
  Code: z.object({ S3Key: z.string() }),
  Environment: z.object({ Variables: z.object({ CUSTOS_FUNCTION: z.string() }) }),
});

/** The uploaded code of a function, by the function's own name. */
function codeOf(properties: unknown): [string, string][] {
  const { data } = functionProperties.safeParse(properties);
  if (data === undefined) return [];
  const asset = `asset.${data.Code.S3Key.replace(/\.zip$/, '')}`;
  return [
    [
      data.Environment.Variables.CUSTOS_FUNCTION,
      readFileSync(join(operator.repository, 'cdk.out', asset, 'index.mjs'), 'utf8'),
    ],
  ];
}

/** Versions that the tests of this repository run, with all that share modules with them in the package. */
function compiledHere(): ReadonlyMap<string, string> {
  const { modules } = compile([...allFunctions, ...connectorEntries], 'aws');
  return new Map(
    facts.map(({ name, entry }) => [
      name,
      Buffer.from(modules.get(entry)?.get('index.mjs') ?? '').toString(),
    ]),
  );
}
