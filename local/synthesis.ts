import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { glob, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { extname, join, relative, resolve } from 'node:path';
import { embeddedRuntime } from '../lib/local-stage.ts';
import { useAssembly, whileUnused } from './assembly-lock.ts';
import { compileCache } from './compile-cache.ts';
import { StartRefusedError } from './start-refused-error.ts';

/** This repository, or `dist` of the package: the same layout, in another language. */
const projectRoot = resolve(import.meta.dirname, '..');
const language = extname(import.meta.filename);
/** node_modules of the project, wherever the program is installed. */
const assemblies = resolve('cdk.out');
const prefix = 'local-';
/** Assemblies that are retained, for switching between changes; those in use are retained too. */
const retainedAssemblies = 4;

/** The example policy. */
export const examplePolicy = join(projectRoot, 'policy');

/**
 * Synthesizes the app for the stage `local`, unless there is an assembly of the same inputs.
 *
 * @param policyDirectory the example when absent
 * @param doing called with the current step of the app
 * @returns the folder with templates and bundles; its content never changes, and it exists until
 * released
 * @throws StartRefusedError with the output of the app, for example about the policy
 */
export async function synthesize(
  policyDirectory = examplePolicy,
  doing: Doing = () => undefined,
): Promise<{ readonly directory: string; readonly new: boolean; readonly release: () => void }> {
  const policy = resolve(policyDirectory);
  const directory = join(assemblies, prefix + (await hashInputs(policy)));
  await mkdir(assemblies, { recursive: true });
  const { release } = useAssembly(directory);
  if (existsSync(directory)) return { directory, new: false, release };
  try {
    await make(directory, policy, doing);
  } catch (error) {
    release();
    throw error;
  }
  await forgetOld(directory);
  return { directory, new: true, release };
}

type Doing = (what: string) => void;

async function make(directory: string, policy: string, doing: Doing): Promise<void> {
  const partial = `${directory}.${process.pid}.partial`;
  try {
    await runApp(partial, policy, doing);
    await rename(partial, directory);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    // Another runtime may have been faster with the same inputs.
    if (!existsSync(directory)) throw error;
  }
}

async function hashInputs(policy: string): Promise<string> {
  const files: string[] = [];
  for (const folder of ['bin', 'lib', 'lambda', 'local/adapters']
    .map((name) => join(projectRoot, name))
    .concat(policy)) {
    for await (const entry of glob('**/*', { cwd: folder, withFileTypes: true })) {
      if (entry.isFile()) files.push(join(entry.parentPath, entry.name));
    }
  }
  // Versions of the bundled dependencies.
  const settings = ['package.json', 'package-lock.json', 'cdk.json', 'tsconfig.json'].map((name) =>
    resolve(name),
  );
  const hash = createHash('sha256');
  for (const file of [...files, ...settings.filter((path) => existsSync(path))].sort()) {
    const content = await readFile(file);
    hash.update(`${relative(projectRoot, file)} ${content.length}\n`).update(content);
  }
  return hash.digest('hex').slice(0, 16);
}

function runApp(outdir: string, policy: string, doing: Doing): Promise<void> {
  doing('loading the AWS CDK');
  const child = spawn(process.execPath, [join('bin', `app${language}`)], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_COMPILE_CACHE: compileCache,
      CDK_OUTDIR: outdir,
      CDK_CONTEXT_JSON: JSON.stringify({ stage: 'local', policy, [embeddedRuntime]: true }),
      CDK_VALIDATION: 'false',
    },
  });
  createInterface(child.stdout).on('line', doing);
  let errorOutput = '';
  child.stderr.on('data', (chunk: Buffer) => (errorOutput += chunk.toString()));
  return new Promise((resolved, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolved();
      else reject(new StartRefusedError(`the app does not synthesize:\n${errorOutput.trim()}`));
    });
  });
}

async function forgetOld(current: string): Promise<void> {
  const names = (await readdir(assemblies)).filter((name) => name.startsWith(prefix));
  const dated = await Promise.all(
    names.map(async (name) => {
      const path = join(assemblies, name);
      return { path, at: (await stat(path).catch(() => undefined))?.mtimeMs ?? 0 };
    }),
  );
  const old = dated
    .filter(({ path }) => path !== current && !path.endsWith('.partial'))
    .sort((one, other) => other.at - one.at)
    .slice(retainedAssemblies - 1);
  for (const { path } of old) {
    await whileUnused(path, () => rm(path, { recursive: true, force: true }));
  }
}
