import { App } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DataStack } from '../../lib/data-stack.ts';
import { embeddedRuntime } from '../../lib/local-stage.ts';
import { custosStacks, featureFlags, stages } from '../../lib/index.ts';
import type { CustosProps, StageName } from '../../lib/index.ts';

export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly DependsOn?: string | readonly string[];
  readonly Metadata?: Readonly<Record<string, string>>;
}
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Conditions?: Readonly<Record<string, { 'Fn::Equals'?: readonly unknown[] }>>;
  readonly Outputs?: Readonly<Record<string, { Value: unknown; Description?: string }>>;
}
export interface Synthesized {
  readonly stage: StageName;
  /** Not of the local stage. */
  readonly audit?: Template;
  readonly data: Template;
  readonly media: Template;
  readonly systems: Template;
  readonly learning: Template;
  readonly service: Template;
  readonly edge: Template;
  readonly watch: Template;
  /** Not of the local stage. */
  readonly web?: Template;
  readonly terminationProtection: Readonly<Partial<Record<StackName, boolean>>>;
}

// The validator of the CDK takes 6 seconds; one test runs it.
process.env['CDK_VALIDATION'] = 'false';

export const policyDirectory = resolve(import.meta.dirname, '../../policy');

export const stackNames = [
  'audit',
  'data',
  'media',
  'systems',
  'learning',
  'service',
  'edge',
  'watch',
  'web',
] as const;
export type StackName = (typeof stackNames)[number];

/** Stacks that have functions. */
export const actingStacks = ['media', 'systems', 'learning', 'service'] as const;
type Acting = Pick<Synthesized, (typeof actingStacks)[number]>;

/** Every stack of the stage. */
export const templatesOf = (synthesized: Synthesized): Template[] =>
  stackNames.flatMap((name) => synthesized[name] ?? []);

type Props = Omit<CustosProps, 'stage'>;

/** Files of a project share their modules, and templates are only read. */
const synthesized = new Map<StageName, Synthesized>();

/** Synthesizes a stage as `bin/app.ts` does, and reads the templates that would be deployed. */
export function synthesize(stage: StageName): Synthesized {
  const found = synthesized.get(stage) ?? synthesizeWith(stage, {});
  synthesized.set(stage, found);
  return found;
}

/** The same with the props of an operator. */
export const synthesizeWith = (
  stage: StageName,
  props: Props | ((app: App) => Props),
): Synthesized =>
  inTemporaryApp((app, read) => {
    if (stage === 'local') app.node.setContext(embeddedRuntime, true);
    const given = typeof props === 'function' ? props(app) : props;
    const stacks = custosStacks(app, { stage, policyDirectory, ...given });
    app.synth();
    const { audit, data, media, systems, learning, service, edge, watch, web } = stacks;
    return {
      stage,
      ...(audit && { audit: read(audit) }),
      data: read(data),
      media: read(media),
      systems: read(systems),
      learning: read(learning),
      service: read(service),
      edge: read(edge),
      watch: read(watch),
      ...(web && { web: read(web) }),
      terminationProtection: Object.fromEntries(
        Object.entries(stacks).map(([name, stack]: [string, Stack | undefined]) => [
          name,
          stack?.terminationProtection,
        ]),
      ),
    };
  });

/** The data stack alone, which needs no bundles. */
export const synthesizeData = (stage: StageName): Pick<Synthesized, 'stage' | 'data'> =>
  inTemporaryApp((app, read) => {
    const data = new DataStack(app, `Custos-${stage}-Data`, { stage: stages[stage] });
    app.synth();
    return { stage, data: read(data) };
  });

/** Gives `work` an app whose output is deleted afterwards. */
export function inTemporaryApp<Result>(
  work: (app: App, read: (stack: Stack) => Template) => Result,
  context: Readonly<Record<string, unknown>> = featureFlags,
): Result {
  const outdir = mkdtempSync(join(tmpdir(), 'custos-synth-'));
  try {
    const app = new App({ analyticsReporting: false, context, outdir });
    return work(
      app,
      ({ templateFile }) =>
        JSON.parse(readFileSync(join(outdir, templateFile), 'utf8')) as Template,
    );
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/**
 * The resources of a type, by logical id. Fails if there is none: a rule over nothing proves
 * nothing.
 */
export function every(template: Template, type: string): [id: string, resource: Resource][] {
  const found = Object.entries(template.Resources).filter(([, { Type }]) => Type === type);
  if (found.length === 0) throw new Error(`the template has no ${type}`);
  return found;
}

/** The same in the stacks that have functions: two of them can have the same logical id. */
export function everyActing(stacks: Acting, type: string): [id: string, resource: Resource][] {
  const found = actingStacks.flatMap((name) => Object.entries(stacks[name].Resources));
  const ofType = found.filter(([, { Type }]) => Type === type);
  if (ofType.length === 0) throw new Error(`no template has ${type}`);
  return ofType;
}

/** Resources of these stacks, by logical id. */
export const actingResources = (stacks: Acting): Template['Resources'] =>
  Object.fromEntries(actingStacks.flatMap((name) => Object.entries(stacks[name].Resources)));

/** The value at a path of unvalidated JSON, or undefined. */
export const at = (value: unknown, ...path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>(
    (part, step) =>
      typeof part === 'object' && part !== null
        ? (part as Readonly<Record<string | number, unknown>>)[step]
        : undefined,
    value,
  );

/** Hashes of code and policy change with every commit and are not infrastructure. */
export const withoutHashes = (text: string): string =>
  text
    .replaceAll(/(CurrentVersion[0-9A-F]{8})[0-9a-f]{32}/g, '$1<code>')
    .replaceAll(/(Deployment[0-9A-F]{8})[0-9a-f]{32}/g, '$1<methods>')
    .replaceAll(/sha256:[0-9a-f]{64}/g, 'sha256:<policy>')
    .replaceAll(/\b[0-9a-f]{64}\b/g, '<asset>');

/** A value of a template with what other stacks put out in place of the references to it. */
export function putIn(synthesized: Synthesized, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((part) => putIn(synthesized, part));
  if (typeof value !== 'object' || value === null) return value;
  const name = at(value, 'Fn::GetStackOutput', 'OutputName');
  if (typeof name === 'string') {
    const from = templatesOf(synthesized).find(({ Outputs }) => Outputs?.[name]);
    return putIn(synthesized, from?.Outputs?.[name]?.Value);
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, putIn(synthesized, part)]),
  );
}

/**
 * Readable form of a value of the template: `Logs.Arn`, `Records`, `AWS::Region` stay, outputs of
 * other stacks become their names.
 */
export function named(
  {
    data,
    media,
    systems,
    learning,
    service,
    edge,
    web,
  }: Pick<Synthesized, 'data'> & Partial<Synthesized>,
  value: unknown,
): string {
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
      case 'Fn::Sub':
        return String(argument).replaceAll(/\$\{([^}]+)\}/g, '<$1>');
      case 'Fn::GetStackOutput':
        return putOut(argument as { readonly OutputName: string });
      default:
        throw new Error(`unknown intrinsic ${intrinsic}`);
    }
  };
  const putOut = ({ OutputName: output }: { readonly OutputName: string }): string => {
    const found = [data, media, systems, learning, service, edge, web]
      .map((stack) => stack?.Outputs?.[output])
      .find(Boolean);
    if (found === undefined) throw new Error(`nothing puts out ${output}`);
    return name(found.Value);
  };
  return name(value);
}
