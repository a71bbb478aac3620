import { shellWord } from '../../lib/shell.ts';
import type { Repository } from './repository.ts';

/** What to do in the new repository, as commands. */
export function nextSteps(directory: string, { stage, custos }: Repository): string {
  const [, archive] = /^file:(.+)$/.exec(custos) ?? [];
  const folder = archive === undefined ? '' : shellWord(`${directory}/${folderOf(archive)}`);
  return [
    `${directory} holds the repository of your Custos.`,
    '',
    ...(archive === undefined
      ? []
      : [
          'It takes custos from a file. Write that first, in the clone of custos:',
          `  mkdir -p ${folder}`,
          `  npm pack --pack-destination ${folder}`,
          '',
        ]),
    'Then:',
    `  cd ${shellWord(directory)}`,
    '  npm install',
    '  npm run snapshot                          # fixes what holds data; commit it',
    '  npx custos policy check --for-deploy      # names what still stands as in the example',
    '  npx custos start                          # try it on this machine, without an account',
    `  npx cdk bootstrap --termination-protection && npm run deploy  # stage ${stage}`,
    '',
    'README.md has the rest.',
    '',
  ].join('\n');
}

const folderOf = (path: string): string => path.split('/').slice(0, -1).join('/') || '.';
