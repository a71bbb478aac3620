import { Command } from 'commander';
import { settingsHelp } from './settings.ts';

new Command('npm start --')
  .description('Runs Custos on this machine alone until Ctrl-C; its data stays.')
  .addHelpText('after', settingsHelp())
  .parse();

await import('./run-cached.ts');
