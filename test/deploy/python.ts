import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Programs } from './programs.ts';

const requirements = resolve(import.meta.dirname, 'requirements.txt');

/** Programs of a Python virtual environment with the packages of `requirements.txt`. */
export interface PythonEnvironment {
  readonly program: (name: string) => string;
}

/**
 * Creates the virtual environment, or uses that of an earlier run with the same requirements. It is
 * in `CUSTOS_DEPLOY_PYTHON`, under `node_modules/.cache` by default; `CUSTOS_PYTHON` names the
 * interpreter.
 *
 * @throws PythonMissingError that says what to install
 */
export async function pythonEnvironment(programs: Programs): Promise<PythonEnvironment> {
  const named = process.env['CUSTOS_DEPLOY_PYTHON'] ?? '';
  // Resolved, an empty name would be the folder of the project.
  const directory = resolve(named === '' ? 'node_modules/.cache/custos-deploy-python' : named);
  const scripts = join(directory, process.platform === 'win32' ? 'Scripts' : 'bin');
  const program = (name: string): string => join(scripts, name);
  const marker = join(directory, 'requirements.sha256');
  // Its programs have the path of the folder: one that was moved is created again.
  const wanted = createHash('sha256')
    .update(`${directory}\n`)
    .update(readFileSync(requirements))
    .digest('hex');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) return { program };

  const python = await findPython(programs);
  requireReplaceable(directory);
  rmSync(directory, { recursive: true, force: true });
  const made = await programs.run([python, '-m', 'venv', directory]);
  if (made.code !== 0) {
    throw new PythonMissingError(
      `${python} cannot make a virtual environment: install its venv module (python3-venv)`,
      made.output,
    );
  }
  const pip = [program('python'), '-m', 'pip', '--disable-pip-version-check', '--quiet'];
  const installed = await programs.run(
    [...pip, 'install', '--only-binary', ':all:', '--no-compile', '-r', requirements],
    { timeoutSeconds: 600 },
  );
  if (installed.code !== 0) {
    throw new PythonMissingError(
      'pip cannot install test/deploy/requirements.txt: is PyPI within reach?',
      installed.output,
    );
  }
  writeFileSync(marker, wanted);
  return { program };
}

/**
 * Another folder that the variable names by mistake is not removed. A virtual environment has
 * `pyvenv.cfg` (Python documentation, venv).
 *
 * @throws PythonMissingError
 */
export function requireReplaceable(directory: string): void {
  const isOther = existsSync(directory) && readdirSync(directory).length > 0;
  if (!isOther || existsSync(join(directory, 'pyvenv.cfg'))) return;
  throw new PythonMissingError(
    `${directory} has other files: name a new folder in CUSTOS_DEPLOY_PYTHON`,
    '',
  );
}

const oldest = 'import sys; sys.exit(0 if sys.version_info >= (3, 10) else 1)';

async function findPython(programs: Programs): Promise<string> {
  const named = process.env['CUSTOS_PYTHON'];
  for (const python of named === undefined ? ['python3', 'python'] : [named]) {
    const { code } = await programs
      .run([python, '-c', oldest], { timeoutSeconds: 20 })
      .catch(() => ({ code: null }));
    if (code === 0) return python;
  }
  throw new PythonMissingError(
    'the AWS emulator needs Python 3.10 or newer: install it, or name it in CUSTOS_PYTHON',
  );
}

/** Python is missing, or the packages cannot be installed. */
export class PythonMissingError extends Error {
  override readonly name = 'PythonMissingError';

  constructor(remedy: string, output = '') {
    super([remedy, ...output.trim().split('\n').slice(-8)].join('\n').trim());
  }
}
