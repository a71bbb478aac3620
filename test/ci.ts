import { spawn } from 'node:child_process';
import { exitCodeOf, sumOf, tallyLine, tallyOf } from './deploy/tally.ts';
import type { Tally } from './deploy/tally.ts';
import { failLines } from './failures.ts';

/**
 * Everything that `.ci/run` runs: all checks and tests, the long tests, then the deployment. Ends with
 * all failures, and a line with the total.
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

/** Prints the output of the script while it runs. */
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
        // The count is on standard output; messages of tools on standard error do not count.
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
