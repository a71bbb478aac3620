import { Command } from 'commander';
import { writeFileSync } from 'node:fs';
import { synthesize } from '../stacks/templates.ts';
import { released } from './released.ts';

new Command('npm run release:freeze --')
  .description('Part of a release: writes what it deploys to released.json.')
  .parse();

// The next release is compared with it.
const file = new URL('released.json', import.meta.url);
writeFileSync(file, `${JSON.stringify(released(synthesize('prod')), undefined, 2)}\n`);
