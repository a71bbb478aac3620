import type { Command } from 'commander';

/** Shown at the end of a command's help. */
export const withExamples = (command: Command, ...examples: readonly string[]): Command =>
  command.addHelpText(
    'after',
    ['', 'Examples:', ...examples.map((example) => `  ${example}`)].join('\n'),
  );
