import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as z from 'zod';

const manifest = z.object({
  version: z.string(),
  peerDependencies: z.object({ 'aws-cdk-lib': z.string(), constructs: z.string() }),
  devDependencies: z.object({
    '@types/node': z.string(),
    'aws-cdk': z.string(),
    node: z.string(),
    typescript: z.string(),
  }),
});

export interface CustosPackage {
  /** What a package.json asks for to get this very version. */
  readonly spec: string;
  /** Of what is next to it in an operator's repository: those that it was tested with. */
  readonly versions: Readonly<Record<string, string>>;
}

/** The package that this command belongs to. A clone is no release: it is packed into a file. */
export function custosPackage(): CustosPackage {
  const { version, peerDependencies, devDependencies } = manifest.parse(
    JSON.parse(readFileSync(createRequire(import.meta.url).resolve('custos/package.json'), 'utf8')),
  );
  const isClone = import.meta.filename.endsWith('.ts');
  return {
    spec: isClone ? `file:vendor/custos-${version}.tgz` : version,
    versions: { ...peerDependencies, ...devDependencies },
  };
}
