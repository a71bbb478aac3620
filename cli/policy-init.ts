import { Command } from 'commander';
import { relative, resolve } from 'node:path';
import process from 'node:process';
import { controllerName } from './init/controller-name.ts';
import { writeNewFolder } from './init/directory.ts';
import { policyFiles } from './init/policy-files.ts';
import { shellWord } from '../lib/shell.ts';

/** `custos policy init`: a policy to begin with, for an app that is there already. */
export const policyInitCommand = (): Command =>
  new Command('init')
    .description('write a policy to begin with: the example, to be edited')
    .argument('[directory]', 'a new or empty folder', 'policy')
    .option('--controller <name>', 'who answers for the data (GDPR Art. 4(7))', controllerName)
    .action((directory: string, { controller }: { controller?: string }, command: Command) => {
      writeNewFolder(resolve(directory), policyFiles(controller), command);
      process.stdout.write(nextSteps(directory));
    });

function nextSteps(directory: string): string {
  const folder = shellWord(directory);
  const isUsual = relative('policy', directory) === '';
  return [
    `${directory} holds a policy to begin with: a copy of the example.`,
    '',
    'Then:',
    `  edit ${folder}/policy.yaml and the notices in ${folder}/notices`,
    `  npx custos policy check ${folder} --for-deploy   # lists what is still that of the example`,
    `  npx custos start --policy ${folder}              # try it on this machine, without an account`,
    ...(isUsual
      ? []
      : [
          `  new CustosStage(app, 'Privacy', { stage: 'dev', policyDirectory: ${JSON.stringify(directory)} })`,
        ]),
    '',
  ].join('\n');
}
