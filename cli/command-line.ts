import { Command } from 'commander';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { withExamples } from './examples.ts';

interface LazyCommand {
  readonly name: string;
  readonly summary: string;
  readonly examples: readonly string[];
  readonly load: () => Promise<Command>;
}

/** Loaded only when asked for: one command should not pay for what another needs. */
export const commands: readonly LazyCommand[] = [
  {
    name: 'init',
    summary: 'write the repository in which you deploy Custos',
    examples: [
      'custos init my-privacy',
      'custos init my-privacy --controller "Example Assistant GmbH" --stage prod',
    ],
    load: async () => (await import('./init/init.ts')).initCommand(),
  },
  {
    name: 'doctor',
    summary: 'check whether an AWS account and Region can carry a stage',
    examples: [
      'custos doctor --stage prod',
      'custos doctor --stage dev --region eu-central-1 --profile privacy',
    ],
    load: async () => (await import('./doctor.ts')).doctorCommand(),
  },
  {
    name: 'audit',
    summary: 'verify and query the trails of AWS calls',
    examples: [
      'custos audit verify --stage prod',
      'custos audit who-read --subject 0f8fad5b-d9cb-469f-a165-70867728950e --stage prod',
    ],
    load: async () => (await import('./audit.ts')).auditCommand(),
  },
  {
    name: 'restore-check',
    summary: 'after a restore: remove what was erased, deleted or withdrawn since',
    examples: [
      'custos restore-check --stage prod --table subject-keys=subject-keys-restored',
      'custos restore-check --stage prod --table records=records-restored --rights',
      'custos restore-check --folder .custos/copies/monday',
    ],
    load: async () => (await import('./restore-check.ts')).restoreCheckCommand(),
  },
  {
    name: 'import',
    summary: 'import people or consent records from another system',
    examples: [
      'custos import consents consents.csv --dry-run --source crm',
      'custos import subjects people.csv --url https://privacy.example.com',
      'custos import consents consents.csv --url https://privacy.example.com --source crm',
    ],
    load: async () => (await import('./import.ts')).importCommand(),
  },
  {
    name: 'requests',
    summary: 'work on data-subject requests: what to decide, by when, under which law',
    examples: [
      'custos requests list',
      'custos requests list --waiting-for approval --json',
      'custos requests show 0198c0de-7000-7000-8000-000000000000',
      'custos requests deny 0198c0de-7000-7000-8000-000000000000 --ground manifestly-excessive',
    ],
    load: async () => (await import('./requests.ts')).requestsCommand(),
  },
  {
    name: 'outbox',
    summary: 'read the mail that the embedded runtime has written to people',
    examples: ['custos outbox list', 'custos outbox show 0198c0de-7000-7000-8000-000000000000'],
    load: async () => (await import('./outbox.ts')).outboxCommand(),
  },
  {
    name: 'policy',
    summary: 'write, check, show and compare the privacy policy',
    examples: [
      'custos policy init',
      'custos policy check',
      'custos policy show',
      'custos policy diff --git main',
    ],
    load: async () => (await import('./policy.ts')).policyCommand(),
  },
  {
    name: 'verify',
    summary: 'verify the certificates of an erasure or the receipt of a consent',
    examples: [
      'custos verify certificate.jws --jwks https://privacy.example.com/v1/jwks.json',
      'custos verify receipt.json --jwks jwks.json',
      'curl -sS $API/v1/follow-up -H "authorization: Custos-Follow-Up $TOKEN" | custos verify - --jwks $API/v1/jwks.json',
    ],
    load: async () => (await import('./verify.ts')).verifyCommand(),
  },
  {
    name: 'json',
    summary: 'indent JSON from standard input, and shorten long texts',
    examples: [
      'custos json < response.json',
      'custos json request.status < response.json',
      'curl -sS http://127.0.0.1:8787/v1/jwks.json | custos json --full',
    ],
    load: async () => (await import('./json.ts')).jsonCommand(),
  },
  {
    name: 'retention',
    summary: 'see what a change of the policy does to what is stored',
    examples: ['custos retention plan --stage prod policy'],
    load: async () => (await import('./retention.ts')).retentionCommand(),
  },
  {
    name: 'systems',
    summary: 'add and try the other stores into which requests are carried',
    examples: [
      'custos systems add conversation-memory --kind dynamodb',
      'custos systems check --stage prod',
    ],
    load: async () => (await import('./systems.ts')).systemsCommand(),
  },
  {
    name: 'anonymity',
    summary: 'check k-anonymity and l-diversity of a file before it leaves, and generalise it',
    examples: [
      'custos anonymity people.csv --quasi age,postcode --sensitive diagnosis --k 5',
      'custos anonymity people.csv --quasi age,postcode --sensitive diagnosis --k 5 --l 2',
      'custos anonymity people.csv --quasi age,postcode --k 5 --generalise hierarchies.yaml --suppress 0.05 --output people-k5.csv',
    ],
    load: async () => (await import('./anonymity.ts')).anonymityCommand(),
  },
  {
    name: 'start',
    summary: 'run Custos on this machine alone',
    examples: ['custos start', 'custos start --policy policy --port 9000 --home /tmp/custos-trial'],
    load: async () => (await import('./start.ts')).startCommand(),
  },
  {
    name: 'gameday',
    summary: 'play scripted incidents on this machine, and score how they are handled',
    examples: [
      'custos gameday',
      'custos gameday --only "stolen service token reads in bulk"',
      'custos gameday --json > gameday.json',
    ],
    load: async () => (await import('./gameday.ts')).gamedayCommand(),
  },
  {
    name: 'token',
    summary: 'print a token of the local issuer, for trying out the API',
    examples: [
      'custos token --subject ada@example.com',
      'custos token --service assistant',
      'custos token --staff dpo@example.com',
      'custos token --subject ada@example.com --auth-age PT30M    # 401 recent-authentication-required',
      'custos token --staff dpo@example.com --stale-auth          # the same for staff',
      'custos token --staff dpo@example.com --no-amr              # 403 second-factor-required',
      'custos token --staff dpo@example.com --scope custos/holds  # 403 scope-missing elsewhere',
      'custos token --service assistant --expires -60             # 401 unauthenticated',
    ],
    load: async () => (await import('./token.ts')).tokenCommand(),
  },
];

/**
 * The command line, with one of its commands whole and the others by name.
 *
 * @param asked the command that is to be whole
 */
export async function programWith(asked: string | undefined): Promise<Command> {
  const program = new Command('custos')
    .description('The command line of Custos, the privacy control plane.')
    .version(ownVersion(), '-V, --version', 'print the version of Custos')
    .showHelpAfterError('Run `custos --help` to see what there is.');
  for (const { name, summary, examples, load } of commands) {
    program.addCommand(
      name === asked
        ? withExamples(await load(), ...examples)
        : new Command(name).description(summary).allowUnknownOption(),
    );
  }
  return withExamples(
    program,
    'custos policy check --help',
    'custos init my-privacy --controller "Example Assistant GmbH"',
  );
}

/** Sets the exit code; a mistake in the arguments ends the process with 1 and the usage. */
export async function runCommandLine(argv: readonly string[]): Promise<void> {
  // `custos ... | head` closes the pipe when it has read enough: that is no fault of the command.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  const [asked] = argv.slice(2).filter((word) => !word.startsWith('-') && word !== 'help');
  await (await programWith(asked)).parseAsync([...argv]);
}

function ownVersion(): string {
  const path = createRequire(import.meta.url).resolve('custos/package.json');
  return (JSON.parse(readFileSync(path, 'utf8')) as { readonly version: string }).version;
}
