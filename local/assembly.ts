import { glob, readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import * as z from 'zod';
import { deployedNames } from './deployed-names.ts';
import { functionNameOf } from './invocation.ts';
import {
  isObject,
  localAccount,
  localRegion,
  TemplateError,
  TemplateResolver,
} from './template.ts';
import type { Naming, Resource, Stack, Template } from './template.ts';

const assetManifest = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string().optional() }),
      destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
    }),
  ),
});

/** A resource and its stack. */
export interface ResourceInStack {
  readonly logicalId: string;
  readonly resource: Resource;
  readonly stack: Stack;
}

/** The synthesized app, with local names for all its resources. */
export interface Assembly {
  readonly resolver: TemplateResolver;
  /** Resources of this type that the runtime runs; those of the audit stack guard an account. */
  readonly ofType: (type: string) => readonly ResourceInStack[];
  /** Resources of this type in the audit stack. */
  readonly guardsOfType: (type: string) => readonly ResourceInStack[];
  /** All properties, resolved. */
  readonly properties: (placed: ResourceInStack) => Readonly<Record<string, unknown>>;
  /** The same with the names that resources would have in an account. */
  readonly deployed: TemplateResolver;
  readonly deployedProperties: (placed: ResourceInStack) => Readonly<Record<string, unknown>>;
  /** Directory of the asset that would be uploaded under this key. */
  readonly assetDirectory: (objectKey: string) => string;
}

/** @throws TemplateError when there are no templates */
export async function readAssembly(directory: string): Promise<Assembly> {
  const stacks: Stack[] = [];
  const assets = new Map<string, string>();
  for await (const file of glob('**/*.template.json', { cwd: directory })) {
    if (file.includes('asset.')) continue;
    const path = resolve(directory, file);
    // The file is what the CDK wrote; what is read from it is checked where it is used.
    const template = JSON.parse(await readFile(path, 'utf8')) as Template;
    stacks.push({ name: basename(file, '.template.json'), template, directory: dirname(path) });
  }
  if (stacks.length === 0) throw new TemplateError(`${directory} holds no templates`);
  for await (const file of glob('**/*.assets.json', { cwd: directory })) {
    const path = resolve(directory, file);
    const { files } = assetManifest.parse(JSON.parse(await readFile(path, 'utf8')));
    for (const { source, destinations } of Object.values(files)) {
      for (const { objectKey } of Object.values(destinations)) {
        if (source.path !== undefined) assets.set(objectKey, resolve(dirname(path), source.path));
      }
    }
  }
  return assemble(
    stacks.sort((one, other) => one.name.localeCompare(other.name)),
    (objectKey) => {
      const asset = assets.get(objectKey);
      if (asset === undefined) throw new TemplateError(`no asset is called ${objectKey}`);
      return asset;
    },
  );
}

export function assemble(
  stacks: readonly Stack[],
  assetDirectory: Assembly['assetDirectory'],
): Assembly {
  const resolver = new TemplateResolver(stacks, localNames(stacks));
  const deployed = new TemplateResolver(stacks, deployedNames(stacks));
  const placed = stacks.flatMap((stack) =>
    Object.entries(stack.template.Resources ?? {}).map(([logicalId, resource]) => ({
      logicalId,
      resource,
      stack,
    })),
  );
  const isGuard = ({ stack }: ResourceInStack) => stack.name.endsWith('-Audit');
  const propertiesBy =
    (names: TemplateResolver) =>
    ({ resource, stack }: ResourceInStack) => {
      const resolved = names.resolve(resource.Properties ?? {}, stack);
      return isObject(resolved) ? resolved : {};
    };
  const ofType = (type: string, wanted: (one: ResourceInStack) => boolean) =>
    placed.filter((one) => one.resource.Type === type && wanted(one));
  return {
    resolver,
    assetDirectory,
    ofType: (type) => ofType(type, (one) => !isGuard(one)),
    guardsOfType: (type) => ofType(type, isGuard),
    properties: propertiesBy(resolver),
    deployed,
    deployedProperties: propertiesBy(deployed),
  };
}

/** The local name of a function is its own name; that of any other resource its logical id. */
export const localFunctionName = (resource: Resource, logicalId: string): string => {
  const environment = resource.Properties?.['Environment'];
  const variables = isObject(environment) ? environment['Variables'] : undefined;
  const name = isObject(variables) ? variables['CUSTOS_FUNCTION'] : undefined;
  return typeof name === 'string' ? name : logicalId;
};

function localNames(stacks: readonly Stack[]): Naming {
  const arn = (service: string, rest: string) =>
    `arn:aws:${service}:${localRegion}:${localAccount}:${rest}`;
  const functionOf = (value: unknown, stack: Stack): string =>
    functionNameOf(new TemplateResolver(stacks, naming).text(value, stack));
  const naming: Naming = (resource, logicalId, stack, attribute) => {
    switch (resource.Type) {
      case 'AWS::Lambda::Function': {
        const name = localFunctionName(resource, logicalId);
        return attribute === 'Arn' ? arn('lambda', `function:${name}`) : name;
      }
      case 'AWS::Lambda::Alias':
      case 'AWS::Lambda::Version': {
        const name = functionOf(resource.Properties?.['FunctionName'], stack);
        const qualifier = resource.Type.endsWith('Alias') ? 'live' : '1';
        return arn('lambda', `function:${name}:${qualifier}`);
      }
      case 'AWS::DynamoDB::Table': {
        const name = resource.Properties?.['TableName'];
        const table = typeof name === 'string' ? name : logicalId;
        if (attribute === undefined) return table;
        return arn('dynamodb', `table/${table}${attribute === 'StreamArn' ? '/stream/local' : ''}`);
      }
      default:
        return attribute === undefined ? logicalId : `${logicalId}.${attribute}`;
    }
  };
  return naming;
}
