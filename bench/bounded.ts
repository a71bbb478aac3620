import { spawn } from 'node:child_process';
import { join } from 'node:path';

/**
 * Starts a program of this folder that is asked for something as JSON and prints lines. Its heap is
 * bounded: on a large machine Node.js would grow rather than collect garbage.
 */
export function startBounded(program: string, asked: unknown) {
  const bounds = ['--max-old-space-size=256', '--max-semi-space-size=16'];
  const script = join(import.meta.dirname, program);
  return spawn(process.execPath, [...bounds, script, JSON.stringify(asked)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}
