import { Command } from 'commander';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { editTemplates } from './assembly.ts';
import { withoutGaps } from './emulator-gaps.ts';
import { account, region, startMiniStack } from './emulators.ts';
import type { Emulator } from './emulators.ts';
import { Programs } from './programs.ts';
import { pythonEnvironment } from './python.ts';
import { audiences } from './test-policy.ts';
import { startTokens } from './tokens.ts';
import type { Tokens } from './tokens.ts';

const program = new Command('npm run emulator --').description(
  'An emulator of AWS to deploy into by hand, with an OpenID provider. See docs/emulator.md.',
);

program
  .command('start', { isDefault: true })
  .description('runs until Ctrl-C; writes variables for another terminal')
  .option('--variables <file>', 'where to write them', 'emulator.env')
  .action(start);

program
  .command('edit')
  .argument('<assembly>', 'folder of a synthesized app, such as cdk.out')
  .description('takes out of the templates what the emulator cannot do (emulator-gaps.ts)')
  .action((assembly: string) => {
    editTemplates(resolve(assembly), withoutGaps);
    console.log(`${assembly} can be deployed into the emulator, and nowhere else.`);
  });

async function start({ variables }: { readonly variables: string }): Promise<void> {
  const programs = new Programs();
  const directory = await mkdtemp(join(tmpdir(), 'custos-emulator-'));
  const file = resolve(variables);
  try {
    const python = await pythonEnvironment(programs);
    const emulator = await startMiniStack({ programs, python, directory });
    const tokens = await startTokens();
    await writeFile(file, linesOf(await variablesFor(emulator, tokens)), { mode: 0o600 });
    const { endpoint } = emulator;
    console.log(`The emulator answers at ${endpoint}; Ctrl-C ends it, and all that is in it.`);
    console.log(
      `Its issuer is ${tokens.issuer}, with the audiences ${Object.values(audiences).join(', ')}.`,
    );
    console.log(`In another terminal:  source ${file}`);
    await new Promise<void>((stop) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop());
    });
    await tokens.stop();
  } finally {
    await programs.endAll();
    await Promise.all([rm(directory, { recursive: true, force: true }), rm(file, { force: true })]);
  }
}

const variablesFor = async (emulator: Emulator, tokens: Tokens) => ({
  ...emulator.environment,
  ...(await tokensFor(tokens)),
  CDK_DEFAULT_ACCOUNT: account,
  CDK_DEFAULT_REGION: region,
  // Loopback names: the host name identifies the API, and it is reached by its address.
  EMULATOR: `localhost:${emulator.port}`,
  EMULATOR_ISSUER: tokens.issuer,
});

async function tokensFor({ make }: Tokens): Promise<Record<string, string>> {
  const exp = Math.floor(Date.now() / 1000) + 3_600;
  const services = 'custos/subjects custos/decisions custos/consents custos/records.write';
  return {
    PERSON: await make('subject', 'custos/self', { exp }),
    ASSISTANT: await make('service', `${services} custos/records.read`, { exp }),
    STAFF: await make('staff', 'custos/requests custos/ledger', { exp }),
  };
}

const linesOf = (variables: Readonly<Record<string, string | undefined>>): string =>
  Object.entries(variables)
    .map(([name, value]) =>
      value === undefined ? `unset ${name}\n` : `export ${name}='${value}'\n`,
    )
    .join('');

await program.parseAsync();
