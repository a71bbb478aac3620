import { Command } from 'commander';

interface LazyCommand {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** Loaded only when asked for: one command should not pay for what another needs. */
const commands: readonly LazyCommand[] = [
  {
    name: 'init',
    summary: 'write the repository in which you deploy Custos',
    load: async () => (await import('./init/init.ts')).initCommand(),
  },
  {
    name: 'cost',
    summary: 'estimate what a stage costs in a month',
    load: async () => (await import('./cost.ts')).costCommand(),
  },
  {
    name: 'doctor',
    summary: 'check whether an AWS account and Region can carry a stage',
    load: async () => (await import('./doctor.ts')).doctorCommand(),
  },
  {
    name: 'migrate',
    summary: 'show and run the data migrations of a stage',
    load: async () => (await import('./migrate.ts')).migrateCommand(),
  },
  {
    name: 'replay-tombstones',
    summary: 'after a restore: destroy again the keys that were destroyed before it',
    load: async () => (await import('./replay-tombstones.ts')).replayTombstonesCommand(),
  },
  {
    name: 'import',
    summary: 'take over people, or what they consented to, from another system',
    load: async () => (await import('./import.ts')).importCommand(),
  },
  {
    name: 'policy',
    summary: 'check, show and compare the privacy policy',
    load: async () => (await import('./policy.ts')).policyCommand(),
  },
  {
    name: 'retention',
    summary: 'see what a change of the policy does to what is stored',
    load: async () => (await import('./retention.ts')).retentionCommand(),
  },
  {
    name: 'start',
    summary: 'run Custos on this machine alone',
    load: async () => (await import('./start.ts')).startCommand(),
  },
  {
    name: 'token',
    summary: 'print a token of the local issuer, for trying out the API',
    load: async () => (await import('./token.ts')).tokenCommand(),
  },
];

/** Sets the exit code; a mistake in the arguments ends the process with 1 and the usage. */
export async function runCommandLine(argv: readonly string[]): Promise<void> {
  const [asked] = argv.slice(2).filter((word) => !word.startsWith('-') && word !== 'help');
  const program = new Command('custos')
    .description('The command line of Custos, the privacy control plane.')
    .showHelpAfterError('Run `custos --help` to see what there is.');
  for (const { name, summary, load } of commands) {
    program.addCommand(
      name === asked ? await load() : new Command(name).description(summary).allowUnknownOption(),
    );
  }
  await program.parseAsync([...argv]);
}
