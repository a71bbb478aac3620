import { Command } from 'commander';
import { filtersCommand } from './audit/filters.ts';
import { policiesCommand } from './audit/policies.ts';
import { verifyTrailsCommand } from './audit/verify.ts';
import { whoReadCommand } from './audit/who-read.ts';

/** `custos audit`: what AWS principals did with a deployment, and whether that record is complete. */
export const auditCommand = (): Command =>
  new Command('audit')
    .description('verify and query the trails of AWS calls')
    .addCommand(verifyTrailsCommand())
    .addCommand(whoReadCommand())
    .addCommand(policiesCommand())
    .addCommand(filtersCommand());
