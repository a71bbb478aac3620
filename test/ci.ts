import { spawn } from 'node:child_process';
import { exitCodeOf, sumOf, tallyLine, tallyOf } from './deploy/tally.ts';
import type { Tally } from './deploy/tally.ts';
import { failLines } from './failures.ts';

/**
 * What `.ci/run` runs: every check and test, those that take long, then the real deployment. Ends with
 * all that failed, and a line that sums up.
 */
const scripts = ['test', 'test:long', 'test:deploy'] as const;

const tallies: Tally[] = [];
const failures = new Set<string>();
for (const script of scripts) {
  console.log(`npm run ${script}`);
  tallies.push(await run(script));
}
const sum = sumOf(tallies);
for (const line of failures) console.log(line);
console.log(tallyLine(sum));
process.exitCode = exitCodeOf(sum);

/** Shows what the script prints as it prints it. */
function run(script: (typeof scripts)[number]): Promise<Tally> {
  return new Promise((resolve, reject) => {
    const child = spawn('npm', ['run', '--silent', script], {
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        process.stdout.write(chunk);
        // The count is on standard output; what a tool says of itself beside it is not the end.
        if (stream === child.stdout) output += chunk.toString();
      });
    }
    child.once('error', reject);
    child.once('close', (code) => {
      const tally = tallyOf(output, code);
      const lines = failLines(output);
      for (const line of lines) failures.add(line);
      if (tally.failed > 0 && lines.length === 0) {
        failures.add(`FAIL npm run ${script} ended with ${code}, before it named what failed`);
      }
      resolve(tally);
    });
  });
}
