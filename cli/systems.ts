import { Command } from 'commander';
import { addCommand } from './systems/add.ts';
import { checkCommand } from './systems/check.ts';

/** `custos systems`: the other stores into which requests of people are carried. */
export const systemsCommand = (): Command =>
  new Command('systems')
    .description('add and try the other stores into which requests of people are carried')
    .addCommand(checkCommand())
    .addCommand(addCommand());
