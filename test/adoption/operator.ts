import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';

export const source = resolve(import.meta.dirname, '../..');
export const tools = join(source, 'node_modules/.bin');

export interface Manifest {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * The repository of an operator after `npm pack`, `npx custos init` and `npm install`, without a
 * network.
 */
export interface Operator {
  /** The packed file. */
  readonly archive: string;
  /** The repository that `custos init` wrote. */
  readonly repository: string;
  /** The package in its node_modules. */
  readonly installed: string;
  /** The package of the client, next to it. */
  readonly client: string;
  readonly manifest: Manifest;
  readonly init: Ran;
  readonly dispose: () => void;
}

export async function adopt(): Promise<Operator> {
  const directory = mkdtempSync(join(tmpdir(), 'custos-adoption-'));
  const dispose = () => rmSync(directory, { recursive: true, force: true });
  try {
    mkdirSync(join(directory, 'node_modules'));
    const archive = await install(directory, 'custos');
    await install(directory, 'custos-client', '--workspace', 'client');
    const at = join(directory, 'node_modules/custos');
    const manifest = readManifest(at);
    const declared = { ...manifest.dependencies, ...manifest.peerDependencies };
    // Nothing else can be resolved here: an undeclared import fails.
    for (const each of [...Object.keys(declared), '@types/node']) link(directory, each);
    // Packages of other platforms are absent here too.
    for (const each of Object.keys(manifest.optionalDependencies)) {
      if (existsSync(join(source, 'node_modules', each))) link(directory, each);
    }

    const repository = join(directory, 'acme-privacy');
    const init = await run('node', [join(at, 'bin/custos.mjs'), 'init', 'acme-privacy'], directory);
    renameSync(join(directory, 'node_modules'), join(repository, 'node_modules'));
    const installed = join(repository, 'node_modules/custos');
    const client = join(repository, 'node_modules/custos-client');
    return { archive, repository, installed, client, manifest, init, dispose };
  } catch (error) {
    dispose();
    throw error;
  }
}

/** Packs and unpacks; returns the packed file. */
async function install(directory: string, name: string, ...options: string[]): Promise<string> {
  const all = ['--pack-destination', directory, '--offline', '--loglevel=error', ...options];
  const packed = await run('npm', ['pack', ...all], source);
  if (packed.code !== 0) throw new Error(packed.stderr);
  const file = readdirSync(directory).find((each) =>
    new RegExp(`^${name}-\\d.*\\.tgz$`).test(each),
  );
  const archive = join(directory, file ?? 'nothing was packed');
  const unpacked = await run('tar', ['-xzf', archive, '-C', directory], directory);
  if (unpacked.code !== 0) throw new Error(unpacked.stderr);
  renameSync(join(directory, 'package'), join(directory, 'node_modules', name));
  return archive;
}

const readManifest = (directory: string): Manifest =>
  JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as Manifest;

function link(directory: string, name: string): void {
  const target = join(directory, 'node_modules', name);
  const from = join(source, 'node_modules', name);
  if (!existsSync(from)) throw new Error(`${name} is declared, but not installed`);
  mkdirSync(dirname(target), { recursive: true });
  symlinkSync(from, target, 'junction');
}

/** A program of the toolchain, or of the system. */
export const run = (program: string, args: readonly string[], cwd: string): Promise<Ran> =>
  new Promise((done) => {
    const env = {
      ...process.env,
      CDK_VALIDATION: 'false',
      PATH: `${tools}${delimiter}${process.env['PATH'] ?? ''}`,
    };
    execFile(program, args, { cwd, env, maxBuffer: 2 ** 26 }, (error, stdout, stderr) =>
      done({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr }),
    );
  });
