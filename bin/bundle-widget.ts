import { build } from 'esbuild';
import { resolve } from 'node:path';

/** `custos/widget` as browsers load it: one module without imports. */
export async function bundleWidget(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [resolve(import.meta.dirname, '../web/widget/index.ts')],
    bundle: true,
    charset: 'utf8',
    format: 'esm',
    legalComments: 'none',
    minify: true,
    target: 'es2022',
    write: false,
  });
  return outputFiles.map(({ text }) => text).join('');
}
