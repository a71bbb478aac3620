import { existsSync } from 'node:fs';
import { copyFile, rename } from 'node:fs/promises';
import { join, relative } from 'node:path';
import * as z from 'zod';
import type { Clock } from '../lambda/value/time.ts';
import { readCompiled } from '../lambda/policy/bundled.ts';
import { deployProblems } from '../lib/policy/deploy-problems.ts';
import { showProblem } from '../lib/policy/problem.ts';
import type { Policy } from '../lambda/policy/schema.ts';
import { localFunctionName } from './assembly.ts';
import type { Assembly } from './assembly.ts';
import { StartRefusedError } from './start-refused-error.ts';
import { TemplateError } from './template.ts';

const bundle = z.object({ Code: z.object({ S3Key: z.string() }) });

/** The compiled policy in the bundles; all have the same. */
export function compiledPolicyOf(assembly: Assembly): string {
  const [placed] = assembly
    .ofType('AWS::Lambda::Function')
    .filter(({ resource, logicalId }) => localFunctionName(resource, logicalId) !== logicalId);
  if (placed === undefined) throw new TemplateError('no function has a policy');
  const { S3Key: key } = bundle.parse(assembly.properties(placed)).Code;
  return join(assembly.assetDirectory(key), 'policy.json');
}

/**
 * Rejects what `custos policy check --for-deploy --deployed` rejects: data of this home that was
 * collected on consent stays on consent.
 *
 * @param deployed the compiled policy of the last start; none at the first
 * @throws StartRefusedError with each problem, its line and its remedy
 */
export function requireFollows(
  deployed: string,
  next: { readonly compiled: string; readonly directory: string },
  clock: Clock,
): void {
  if (!existsSync(deployed)) return;
  const before = readBefore(deployed);
  const policy = readCompiled(next.compiled);
  if (before.version === policy.version) return;
  const directory = relative(process.cwd(), next.directory) || '.';
  const problems = deployProblems(before, { policy, directory }, clock) ?? [];
  if (problems.length === 0) return;
  throw new StartRefusedError(
    [
      'the policy would change what data of this home rests on; a deployment refuses it too.',
      ...problems.map(showProblem),
      'To try it without this data, set CUSTOS_HOME to another folder.',
    ].join('\n'),
  );
}

function readBefore(deployed: string): Policy {
  try {
    return readCompiled(deployed);
  } catch (cause) {
    throw new StartRefusedError(
      `${deployed} is no policy that this version compiled, so the new one cannot be compared with it: set CUSTOS_HOME to another folder, or delete the file to go on without`,
      { cause },
    );
  }
}

/** Stores the policy for the comparison at the next start. */
export async function noteDeployed(deployed: string, compiled: string): Promise<void> {
  const partial = `${deployed}.partial`;
  await copyFile(compiled, partial);
  await rename(partial, deployed);
}
