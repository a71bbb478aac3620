import { builtPages } from '../../lib/web/built-pages.ts';
import { synthesize } from '../../local/synthesis.ts';

/** Before files that start the runtime: side by side, each of them would synthesize and build the same. */
export async function setup(): Promise<void> {
  const { release } = await synthesize();
  release();
  builtPages();
}
