#!/usr/bin/env node
// JavaScript, so that an old Node.js can read the message; and none strips types in node_modules.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const source = new URL('../cli/command-line.ts', import.meta.url);
const isPackage = !existsSync(source);
// A repository is made before there is a project that brings its own Node.js.
const required = isPackage && process.argv[2] === 'init' ? 20 : 24;
const major = Number(process.versions.node.split('.')[0]);
if (major >= required) {
  const commandLine = isPackage ? new URL('../dist/cli/command-line.js', import.meta.url) : source;
  const { runCommandLine } = await import(commandLine.href);
  await runCommandLine(process.argv);
} else {
  const own = nodeOfProject();
  if (own === undefined) refuse();
  else runWith(own);
}

/** The package `node`, where the project that this is called in has it. */
function nodeOfProject() {
  try {
    const project = createRequire(join(process.cwd(), 'package.json'));
    const manifest = project.resolve('node/package.json');
    if (Number(project(manifest).version.split('.')[0]) < required) return undefined;
    const binary = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
    const path = join(dirname(manifest), binary);
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

function runWith(node) {
  const self = fileURLToPath(import.meta.url);
  const child = spawn(node, [self, ...process.argv.slice(2)], { stdio: 'inherit' });
  // A terminal sends Ctrl+C to both; the other decides what becomes of it.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.once('exit', (code) => process.exit(code ?? 1));
}

function refuse() {
  process.stderr.write(
    `custos needs Node.js ${required}, this is ${process.versions.node}. Install Node.js ${required}, or let ` +
      `this project bring it: npm install --save-dev node@${required}\n`,
  );
  process.exitCode = 1;
}
