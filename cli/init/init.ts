import { Command, InvalidArgumentError, Option } from 'commander';
import { basename, resolve } from 'node:path';
import process from 'node:process';
import { controllerName } from './controller-name.ts';
import { custosPackage } from './custos-package.ts';
import { writeNewFolder } from './directory.ts';
import { nextSteps } from './next-steps.ts';
import { policyFiles } from './policy-files.ts';
import { repositoryFiles } from './repository-files.ts';

interface InitOptions {
  readonly name?: string;
  readonly stage: 'dev' | 'prod';
  readonly controller?: string;
  readonly package?: string;
}

/** `custos init`: an operator's own repository, ready to check, synthesize and deploy. */
export function initCommand(): Command {
  return new Command('init')
    .description('write the repository in which you deploy Custos: app, policy, checks')
    .argument('<directory>', 'a new or empty folder')
    .option('--name <name>', 'name of the project; that of the folder by default', projectName)
    .addOption(
      new Option('--stage <stage>', 'stage that the commands mean when none is given')
        .choices(['dev', 'prod'])
        .default('dev'),
    )
    .option('--controller <name>', 'who answers for the data (GDPR Art. 4(7))', controllerName)
    .option('--package <spec>', 'where npm finds custos; this version by default')
    .action((directory: string, options: InitOptions, command: Command) => {
      const root = resolve(directory);
      const custos = custosPackage();
      const repository = {
        name: options.name ?? nameOf(root, command),
        stage: options.stage,
        custos: options.package ?? custos.spec,
        versions: custos.versions,
      };
      const policy = Object.entries(policyFiles(options.controller));
      const files = {
        ...repositoryFiles(repository),
        ...Object.fromEntries(policy.map(([path, content]) => [`policy/${path}`, content])),
      };
      writeNewFolder(root, files, command);
      process.stdout.write(nextSteps(directory, repository));
    });
}

function nameOf(directory: string, command: Command): string {
  const name = basename(directory)
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  if (name === '') command.error('error: the folder gives no name; say it with --name');
  return name;
}

function projectName(value: string): string {
  if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(value) || value === 'custos') {
    throw new InvalidArgumentError(
      'It may have small letters, digits and dashes; at most 64, and not be custos.',
    );
  }
  return value;
}
