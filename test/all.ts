import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { exitCodeOf, sumOf, tallyLine } from './deploy/tally.ts';
import type { Tally } from './deploy/tally.ts';
import { failuresOf, testReport } from './failures.ts';

/**
 * `npm test`: the static checks and every vitest project except the long one. `npm run test:long`:
 * that one, with as many workers as there are lanes. Ends with a `FAIL` line for each failed test and
 * with `N passed, N failed`, where a static check counts as one.
 */
interface Step {
  readonly title: string;
  readonly command: readonly string[];
}

const typesAndLint: Step = { title: 'types and lint', command: ['oxlint'] };
const checks: readonly Step[] = [
  { title: 'format', command: ['oxfmt', '--check'] },
  {
    title: 'directions',
    command: [
      ...['depcruise', '--config', '.dependency-cruiser.mjs'],
      ...['bench', 'bin', 'cli', 'client', 'lib', 'lambda', 'local', 'test'],
    ],
  },
  { title: 'dead code', command: ['knip'] },
];

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
  // Two lanes for two cores; the longest task starts first.
  const usual = () => [
    ...['e2e', 'integration'].map((project) => () => testProject(project)),
    () => check(typesAndLint),
    ...['stacks', 'unit'].map((project) => () => testProject(project)),
    ...checks.map((step) => () => check(step)),
  ];
  const queue =
    process.argv[2] === 'long' ? [() => testProject('long', ['--maxWorkers', '2'])] : usual();
  const lane = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      tallies.push(await next());
    }
  };
  await Promise.all([lane(), lane()]);
} finally {
  await rm(reports, { recursive: true, force: true });
}
const sum = sumOf(tallies);
// After all output: a log of several hundred lines is cut or skimmed.
for (const line of failures) console.log(line);
console.log(`in ${Math.round((Date.now() - started) / 1000)} s`);
console.log(tallyLine(sum));
process.exitCode = exitCodeOf(sum);

async function check({ title, command }: Step): Promise<Tally> {
  const { code, output, seconds } = await run(command);
  console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${title} (${seconds} s)`);
  if (code !== 0) console.log(output);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
}

/** A project that ran no test, or whose report is missing, counts as failed. */
async function testProject(project: string, options: readonly string[] = []): Promise<Tally> {
  const report = join(reports, `${project}.json`);
  const { code, output, seconds } = await run([
    'vitest',
    'run',
    ...['--project', project, '--reporter', 'default', '--reporter', 'json'],
    ...['--outputFile.json', report],
    ...options,
  ]);
  const count = await counted(project, report);
  const failed = count.failed + (count.failed === 0 && (code !== 0 || count.passed === 0) ? 1 : 0);
  console.log(`${failed === 0 ? 'ok  ' : 'FAIL'} ${project}: ${count.passed} tests (${seconds} s)`);
  if (failed > 0) console.log(output);
  return { passed: count.passed, failed };
}

async function counted(project: string, path: string): Promise<Tally> {
  try {
    const report = testReport.parse(JSON.parse(await readFile(path, 'utf8')));
    failures.push(...failuresOf(project, report, resolve('.')));
    return { passed: report.numPassedTests, failed: report.numFailedTests };
  } catch {
    return { passed: 0, failed: 0 };
  }
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
