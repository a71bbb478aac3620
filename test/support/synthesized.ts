import { synthesize } from '../../local/synthesis.ts';

/** Before files that start the runtime: side by side, each of them would synthesize the same. */
export async function setup(): Promise<void> {
  const { release } = await synthesize();
  release();
}
