import { Command, Option } from 'commander';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline/promises';
import { subjectIssuersOf } from '../../lambda/policy/id-issuers.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import type { ConnectorKind } from '../../lambda/policy/system-section.ts';
import { connectorKinds } from '../../lambda/policy/system-section.ts';
import { loadPolicy } from '../../lib/policy/loader.ts';
import { showProblems } from '../../lib/policy/problem.ts';
import { shellWord } from '../../lib/shell.ts';
import { withExamples } from '../examples.ts';
import { writeNewFolder } from '../init/directory.ts';
import { folderOf, policyAt, policyOrReport } from '../policy-places.ts';
import { printable } from '../printable.ts';
import { entryOf, usesUserIds } from './entry.ts';
import type { NewSystem } from './entry.ts';
import { withEntry } from './insert.ts';
import { ownCode } from './own-code.ts';

interface AddOptions {
  readonly policy: string;
  readonly kind?: ConnectorKind;
  readonly title?: string;
  readonly owner?: string;
  readonly category: readonly string[];
  readonly issuer?: string;
  readonly code?: string;
}

/** `custos systems add`: the entry of a system in the policy, and for own code a connector with its test. */
export const addCommand = (): Command => {
  const command = new Command('add')
    .description('write the entry of a system into policy.yaml')
    .argument('<id>', 'of the system, such as conversation-memory')
    .addOption(new Option('--kind <kind>', 'kind of connector').choices(connectorKinds))
    .option('--title <text>', 'name that people read')
    .option('--owner <address>', 'e-mail address of the team that answers for the system')
    .addOption(
      new Option('--category <id>', 'category that it has; repeat it')
        .argParser(collected)
        .default([], 'asked for'),
    )
    .option('--issuer <issuer>', 'whose user ids it has, where people sign in at several issuers')
    .option('--policy <folder>', 'policy folder or policy.yaml', 'policy')
    .option('--code <folder>', 'with --kind lambda: a new folder for a connector and its test')
    .addHelpText(
      'after',
      [
        '',
        'What is not given is asked for. Comments and all other lines of the file stay as they are. The',
        'settings are examples in the right form: edit them, then run custos policy check.',
      ].join('\n'),
    )
    .action(add);
  return withExamples(
    command,
    'custos systems add conversation-memory --kind dynamodb',
    'custos systems add crm --kind webhook --title "Customer database" --owner crm@example.com --category account-profile',
    'custos systems add notes --kind lambda --code connectors/notes',
  );
};

const collected = (value: string, before: readonly string[]): readonly string[] => [
  ...before,
  value,
];

async function add(id: string, options: AddOptions, command: Command): Promise<void> {
  const folder = folderOf(options.policy);
  const policy = policyOrReport(policyAt(options.policy));
  if (policy === undefined) return;
  if (Object.hasOwn(policy.systems, id)) {
    command.error(`error: the policy has a system ${printable(id)} already; edit it there`);
  }
  const answered = await answers(options, policy, command);
  if (options.code !== undefined && answered.kind !== 'lambda') {
    command.error('error: --code is for --kind lambda: other connectors need no code of yours');
  }
  const path = join(folder, 'policy.yaml');
  const before = readFileSync(path, 'utf8');
  const after = withEntry(before, entryOf({ id, ...answered }));
  if (after === undefined) {
    command.error(
      `error: write \`systems\` in ${path} over several lines, one system under another`,
    );
  }
  writeFileSync(path, after);
  const load = loadPolicy(folder);
  if (load.kind === 'invalid') {
    writeFileSync(path, before);
    process.stderr.write(`${showProblems(load.errors).join('\n')}\n`);
    command.error(`error: nothing was written to ${path}`);
  }
  if (options.code !== undefined) writeNewFolder(resolve(options.code), ownCode, command);
  process.stdout.write(nextSteps(id, path, options));
}

async function answers(
  { kind: given, title, owner, category, issuer }: AddOptions,
  policy: Pick<Policy, 'categories' | 'issuers'>,
  command: Command,
): Promise<Omit<NewSystem, 'id'>> {
  const known = Object.keys(policy.categories);
  const signIns = subjectIssuersOf(policy.issuers);
  const ask = questions(command);
  try {
    const kind =
      given ??
      chosen(await ask('--kind', `Kind of connector (${connectorKinds.join(', ')})`), command);
    const isAsked = signIns.length > 1 && usesUserIds(kind);
    return {
      kind,
      title: title ?? (await ask('--title', 'Name that people read')),
      owner: owner ?? (await ask('--owner', 'E-mail address of the team that answers for it')),
      categories:
        category.length > 0
          ? category
          : (await ask('--category', `Categories that it has (${known.join(', ')})`))
              .split(/[\s,]+/)
              .filter((each) => each !== ''),
      issuer:
        issuer ??
        (isAsked
          ? await ask('--issuer', `Whose user ids it has (${signIns.join(', ')}; none)`)
          : undefined),
    };
  } finally {
    ask.close();
  }
}

function chosen(answer: string, command: Command): ConnectorKind {
  const kind = connectorKinds.find((each) => each === answer);
  if (kind === undefined) command.error(`error: --kind: use one of ${connectorKinds.join(', ')}`);
  return kind;
}

/** Asks on a terminal; elsewhere says which option is missing. */
function questions(command: Command) {
  const terminal = process.stdin.isTTY
    ? createInterface({ input: process.stdin, output: process.stdout })
    : undefined;
  const ask = async (option: string, question: string): Promise<string> => {
    const answer = (await terminal?.question(`${question}: `))?.trim() ?? '';
    if (answer === '') command.error(`error: name it with ${option}`);
    return answer;
  };
  return Object.assign(ask, { close: () => terminal?.close() });
}

function nextSteps(id: string, path: string, { code, policy }: AddOptions): string {
  // The commands read the folder `policy` when none is named.
  const folder = policy === 'policy' ? '' : ` ${shellWord(policy)}`;
  return [
    `${path} has the system ${id}, with settings that are examples.`,
    '',
    'Then:',
    `  edit its settings in ${shellWord(path)}`,
    ...(code === undefined
      ? []
      : [
          `  node --test ${shellWord(join(code, 'connector.test.mjs'))}   # with its store in memory`,
          '  deploy the function and name its ARN in the settings',
        ]),
    `  npx custos policy check${folder}`,
    `  npx custos systems check${folder} --system ${id}   # after the next deployment or start`,
    '',
  ].join('\n');
}
