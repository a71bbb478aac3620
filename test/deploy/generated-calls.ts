import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { routesOf } from '../../lib/facts.ts';
import { functions } from '../../lib/functions.ts';
import { bodyOf } from './api-checks.ts';
import type { Embedded } from './embedded.ts';
import type { Programs } from './programs.ts';
import type { PythonEnvironment } from './python.ts';
import { faultsIn, reportLine } from './generated-report.ts';

export const callerKinds = ['public', 'follow-up', 'service', 'staff', 'subject'] as const;
type CallerKind = (typeof callerKinds)[number];

export interface GeneratedParts {
  readonly programs: Programs;
  readonly python: PythonEnvironment;
  readonly runtime: Embedded;
  /** For the report. */
  readonly directory: string;
}

/**
 * Calls per kind and operation; with those derived from the contract it is about ten times that.
 */
const examples = '8';
const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
];

const submitted = z.object({ followUpToken: z.string() });

/**
 * Schemathesis generates calls from the contract, valid and invalid, for each operation of the kind
 * of caller. No response may be a server error, or one that the contract does not name.
 *
 * @throws ContractBrokenByCallsError
 */
export async function callAs(kind: CallerKind, parts: GeneratedParts): Promise<void> {
  const { programs, python, runtime, directory } = parts;
  const operations = operationsOf(kind);
  const report = join(directory, `calls-${kind}.ndjson`);
  const authorization = await authorizationOf(kind, runtime);
  await programs.run(
    [
      ...[python.program('st'), 'run', `${runtime.url}/v1/openapi.json`, '--url', runtime.url],
      ...(authorization === undefined ? [] : ['--header', `Authorization: ${authorization}`]),
      ...operations.flatMap((id) => ['--include-operation-id', id]),
      ...['--checks', checks.join(','), '--phases', 'examples,coverage,fuzzing'],
      // The same calls in each run; a failure is reported as found.
      ...['--seed', '1', '--max-examples', examples, '--no-shrink', '--continue-on-failure'],
      ...['--warnings', 'off', '--report', 'ndjson', '--report-ndjson-path', report],
    ],
    // No settings and no file of examples in the working directory.
    { cwd: directory, timeoutSeconds: 120 },
  );
  const lines = readFileSync(report, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => reportLine.parse(JSON.parse(line)));
  const { called, accepted, faults } = faultsIn(lines);
  const missing = operations.length - called.size;
  if (missing > 0) throw new TypeError(`${missing} of ${operations.length} operations not called`);
  if (accepted === 0) throw new TypeError('no call was accepted: what was shown is refusals alone');
  if (faults.length > 0) throw new ContractBrokenByCallsError(faults);
}

const operationsOf = (kind: CallerKind): readonly string[] =>
  routesOf(functions).flatMap(({ id, access }) =>
    (access.kind === 'token' ? access.caller : access.kind) === kind ? [id] : [],
  );

async function authorizationOf(
  kind: CallerKind,
  { call, tokenFor }: Embedded,
): Promise<string | undefined> {
  switch (kind) {
    case 'public':
      return undefined;
    case 'follow-up': {
      const token = await tokenFor('subject', 'grace@example.org');
      const answer = await call('POST', '/v1/me/requests', { token, body: { kind: 'access' } });
      return `Custos-Follow-Up ${bodyOf(answer, 202, submitted).followUpToken}`;
    }
    case 'service':
      return `Bearer ${await tokenFor('service', 'assistant')}`;
    case 'staff':
      return `Bearer ${await tokenFor('staff', 'dpo@example.org')}`;
    case 'subject':
      return `Bearer ${await tokenFor('subject', 'hedy@example.org')}`;
  }
}

/** Responses that the contract does not name. */
export class ContractBrokenByCallsError extends Error {
  override readonly name = 'ContractBrokenByCallsError';

  constructor(faults: readonly string[]) {
    super([`${faults.length} kinds of answers`, ...faults.slice(0, 20)].join('\n'));
  }
}
