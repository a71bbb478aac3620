import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Policy } from '../../lambda/policy/schema.ts';
import type { Dying } from './dying-process.ts';

/**
 * Runs an execution in processes, each of which SIGKILL ends at its first moment that no process before it
 * has survived since the last checkpoint, until one ends by itself.
 *
 * @param program a module that runs `openDying`
 * @returns every moment at which a process was killed
 */
export async function killAtEveryWrite(
  program: string,
  { policy, ...given }: Omit<Dying, 'policyFile' | 'survived'> & { readonly policy: Policy },
): Promise<string[]> {
  const directory = mkdtempSync(join(tmpdir(), 'custos-'));
  const at = (name: string) => join(directory, name);
  writeFileSync(at('policy.json'), JSON.stringify(policy));
  const moments: string[] = [];
  let survived: string[] = [];
  try {
    for (;;) {
      const dying: Dying = { ...given, policyFile: at('policy.json'), survived };
      writeFileSync(at('dying.json'), JSON.stringify(dying));
      const child = spawn(process.execPath, [program, at('dying.json')], {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { ...process.env, NODE_COMPILE_CACHE: at('compiled') },
      });
      const [moment, [code, signal]] = await Promise.all([
        text(child.stdout),
        once(child, 'exit') as Promise<[number | null, string | null]>,
      ]);
      if (code === 0) return moments;
      if (signal !== 'SIGKILL' || moments.length > 200) {
        throw new Error(`ended with ${code ?? signal} after ${moments.at(-1)}`);
      }
      moments.push(moment);
      // What a checkpoint has is not done again: the next process begins behind it.
      survived = moment.startsWith('after ') ? [] : [...survived, moment];
    }
  } finally {
    rmSync(directory, { recursive: true });
  }
}
