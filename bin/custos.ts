#!/usr/bin/env node
import process from 'node:process';

const required = 24;
const major = Number(process.versions.node.split('.')[0]);
if (major < required) {
  process.stderr.write(
    `custos needs Node.js ${required}, this is ${process.versions.node}. ` +
      'Run it as `npx custos` in the project, which brings its own Node.js.\n',
  );
  process.exit(1);
}
const { runCommandLine } = await import('../cli/command-line.ts');
await runCommandLine(process.argv);
