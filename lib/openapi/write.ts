import { Command } from 'commander';
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { generate, root } from './generate.ts';

const command = new Command('openapi')
  .description('Writes the OpenAPI document and the types of the client from the routes.')
  .option('--check', 'writes nothing; fails when a file is not what the routes say')
  .parse();
const { check = false } = command.opts<{ check?: boolean }>();

for (const [file, text] of Object.entries(await generate())) {
  const path = resolve(root, file);
  const before = await readFile(path, 'utf8').catch(() => undefined);
  if (before === text) {
    console.log(`${file}: unchanged`);
  } else if (check) {
    console.error(`${file}: is not what the routes say; run \`npm run openapi\``);
    process.exitCode = 1;
  } else {
    await writeFile(path, text);
    console.log(`${file}: written`);
  }
}
