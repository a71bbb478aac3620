import { writeFileSync } from 'node:fs';
import { synthesize } from '../stacks/templates.ts';
import { released } from './released.ts';

// Part of a release: records what it deploys, to compare the next release with it.
const file = new URL('released.json', import.meta.url);
writeFileSync(file, `${JSON.stringify(released(synthesize('prod')), undefined, 2)}\n`);
