#!/usr/bin/env node
// JavaScript, so that an old Node.js can read the message; and none strips types in node_modules.
import { existsSync } from 'node:fs';
import process from 'node:process';

const source = new URL('../cli/command-line.ts', import.meta.url);
const isPackage = !existsSync(source);
// A repository is made before there is a project that brings its own Node.js.
const required = isPackage && process.argv[2] === 'init' ? 20 : 24;
const major = Number(process.versions.node.split('.')[0]);
if (major < required) {
  process.stderr.write(
    `custos needs Node.js ${required}, this is ${process.versions.node}. ` +
      'Run it as `npx custos` in the project, which brings its own Node.js.\n',
  );
  process.exit(1);
}
const commandLine = isPackage ? new URL('../dist/cli/command-line.js', import.meta.url) : source;
const { runCommandLine } = await import(commandLine.href);
await runCommandLine(process.argv);
