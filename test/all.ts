import { Argument, Command } from 'commander';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { z } from 'zod';
import { exitCodeOf, sumOf, tallyLine } from './deploy/tally.ts';
import type { Tally } from './deploy/tally.ts';
import { failuresOf, testReport } from './failures.ts';

/**
 * `npm test`: the static checks and every vitest project except the long one. `npm run test:long`:
 * that one. Ends with a `FAIL` line for each failed test and with `N passed, N failed`, where a static
 * check counts as one.
 */
interface Step {
  readonly title: string;
  readonly command: readonly string[];
}

const checks: readonly Step[] = [
  { title: 'types and lint', command: ['oxlint'] },
  { title: 'format', command: ['oxfmt', '--check'] },
  {
    title: 'directions',
    command: [
      ...['depcruise', '--config', '.dependency-cruiser.mjs'],
      ...['bench', 'bin', 'cli', 'client', 'lib', 'lambda', 'local', 'test', 'web'],
    ],
  },
  { title: 'dead code', command: ['knip'] },
];

const command = new Command('npm test --')
  .description('Runs the static checks and every test but the long ones.')
  .addArgument(new Argument('[long]', 'runs those alone, as npm run test:long').choices(['long']))
  .parse();
const isLong = command.processedArgs[0] === 'long';

const surroundings = {
  CDK_VALIDATION: 'false',
  FORCE_COLOR: '0',
  // The compiler in oxlint spends half its time on collecting garbage that it cannot free.
  GOGC: '400',
  // Hundreds of processes load the same modules: their types are stripped once, in a cache.
  NODE_COMPILE_CACHE: resolve('node_modules/.cache/node'),
};
const started = Date.now();
const reports = await mkdtemp(join(tmpdir(), 'custos-test-'));
const tallies: Tally[] = [];
const failures: string[] = [];
try {
  if (isLong) tallies.push(await test(['long'], 2));
  else await Promise.all([tests(), stacksAndChecks()]);
} finally {
  await rm(reports, { recursive: true, force: true });
}
const sum = sumOf(tallies);
// After all output: a log of several hundred lines is cut or skimmed.
for (const line of failures) console.log(line);
console.log(`in ${Math.round((Date.now() - started) / 1000)} s`);
console.log(tallyLine(sum));
process.exitCode = exitCodeOf(sum);

/** Whatever file is next goes to the worker that is free; what waits most, e2e, comes first. */
async function tests(): Promise<void> {
  tallies.push(await test(['integration', 'e2e', 'unit'], 2));
}

/** One worker for the stacks: their files share what is synthesized. */
async function stacksAndChecks(): Promise<void> {
  tallies.push(await test(['stacks'], 1));
  for (const step of checks) tallies.push(await check(step));
}

async function check({ title, command }: Step): Promise<Tally> {
  const { code, output, seconds } = await run(command);
  console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${title} (${seconds} s)`);
  if (code !== 0) console.log(output);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
}

/** Projects that ran no test, or whose report is missing, count as failed. */
async function test(projects: readonly string[], workers: number): Promise<Tally> {
  const title = projects.join(', ');
  const report = join(reports, `${projects.join('-')}.json`);
  const { code, output, seconds } = await run([
    ...['vitest', 'run', '--maxWorkers', String(workers)],
    ...projects.flatMap((project) => ['--project', project]),
    ...['--reporter', 'default', '--reporter', 'json', '--outputFile.json', report],
  ]);
  const results = await read(report);
  const { numPassedTests: passed, numFailedTests, testResults } = results;
  const ran = Map.groupBy(testResults, ({ name }) => projectOf(name, projects));
  for (const [project, files] of ran) {
    failures.push(...failuresOf(project, { ...results, testResults: files }, resolve('.')));
  }
  const idle = projects.filter((project) => !ran.has(project));
  failures.push(...idle.map((project) => `FAIL ${project}: no test ran`));
  const failed = numFailedTests || (code !== 0 || passed === 0 || idle.length > 0 ? 1 : 0);
  console.log(`${failed === 0 ? 'ok  ' : 'FAIL'} ${title}: ${passed} tests (${seconds} s)`);
  if (failed > 0) console.log(output);
  return { passed, failed };
}

async function read(path: string): Promise<z.infer<typeof testReport>> {
  try {
    return testReport.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, testResults: [] };
  }
}

/** By the word in the name of a file; a property runs in the first of the projects. */
function projectOf(file: string, projects: readonly string[]): string {
  const kind = /\.(\w+)\.test\.ts$/.exec(file)?.[1] ?? 'unit';
  return projects.find((project) => project.startsWith(kind)) ?? projects[0] ?? '';
}

function run(
  command: readonly string[],
): Promise<{ code: number | null; output: string; seconds: number }> {
  const [program = '', ...args] = command;
  const since = Date.now();
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
      env: { ...process.env, ...surroundings },
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) =>
      resolve({ code, output, seconds: Math.round((Date.now() - since) / 1000) }),
    );
  });
}
