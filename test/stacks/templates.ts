import { App } from 'aws-cdk-lib';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { custosStacks, featureFlags } from '../../lib/index.ts';
import type { StageName } from '../../lib/index.ts';

export interface Resource {
  readonly Type: string;
  // Templates are foreign JSON: a test that reads a property which is not there fails on it.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly Properties: any;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly DependsOn?: string | readonly string[];
  readonly Metadata?: Readonly<Record<string, string>>;
}
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, { Value: unknown; Export?: { Name: string } }>>;
}
export interface Synthesized {
  readonly stage: StageName;
  readonly data: Template;
  readonly service: Template;
  readonly terminationProtection: Readonly<Record<'data' | 'service', boolean>>;
}

// The validator of the CDK costs 6 seconds a run; one test runs it.
process.env['CDK_VALIDATION'] = 'false';

export const policyDirectory = resolve(import.meta.dirname, '../../policy');

/** Synthesizes a stage as `bin/app.ts` does, and reads the templates that would be deployed. */
export function synthesize(stage: StageName): Synthesized {
  const outdir = mkdtempSync(join(tmpdir(), 'custos-synth-'));
  try {
    const app = new App({ analyticsReporting: false, context: featureFlags, outdir });
    const { data, service } = custosStacks(app, { stage, policyDirectory });
    app.synth();
    const read = (file: string) => JSON.parse(readFileSync(join(outdir, file), 'utf8')) as Template;
    return {
      stage,
      data: read(data.templateFile),
      service: read(service.templateFile),
      terminationProtection: {
        data: data.terminationProtection,
        service: service.terminationProtection,
      },
    };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** The resources of a type, with the logical id. Fails when there is none: a rule over nothing proves nothing. */
export function every(template: Template, type: string): [id: string, resource: Resource][] {
  const found = Object.entries(template.Resources).filter(([, { Type }]) => Type === type);
  if (found.length === 0) throw new Error(`the template has no ${type}`);
  return found;
}

/** Names a value of the template: `Logs.Arn`, `Records`, `AWS::Region` stay readable, imports lead to what they import. */
export function named({ data }: Synthesized, value: unknown): string {
  const name = (part: unknown): string => {
    if (typeof part === 'string' || typeof part === 'number') return String(part);
    const [entry] = Object.entries(part as Record<string, unknown>);
    const [intrinsic, argument] = entry ?? ['nothing'];
    switch (intrinsic) {
      case 'Ref':
        return `<${String(argument)}>`;
      case 'Fn::GetAtt':
        return `<${(argument as string[]).join('.')}>`;
      case 'Fn::Join':
        return (argument as [string, unknown[]])[1].map(name).join((argument as [string])[0]);
      case 'Fn::ImportValue':
        return imported(argument);
      default:
        throw new Error(`unknown intrinsic ${intrinsic}`);
    }
  };
  const imported = (exportName: unknown): string => {
    const output = Object.values(data.Outputs ?? {}).find(
      ({ Export }) => Export?.Name === exportName,
    );
    if (output === undefined) throw new Error(`nothing exports ${String(exportName)}`);
    return name(output.Value);
  };
  return name(value);
}
