import { build } from 'esbuild';
import { expect, test } from 'vitest';

test('the client needs nothing but what browsers have', async () => {
  const { metafile, outputFiles } = await build({
    entryPoints: ['client/index.ts'],
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    logLevel: 'silent',
  });

  const [output] = Object.values(metafile.outputs);
  const packages = Object.keys(metafile.inputs).flatMap(
    (path) => /node_modules\/([^/]+)/.exec(path)?.[1] ?? [],
  );
  expect([...new Set(packages)]).toEqual([]);
  expect(output?.imports).toEqual([]);
  expect(Object.keys(metafile.inputs).filter((path) => /^(lambda|lib|local)\//.test(path))).toEqual(
    [],
  );
  expect(outputFiles[0]?.contents.length).toBeLessThan(20_000);
});
