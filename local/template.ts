/** The parts of a synthesized CloudFormation template that the embedded runtime reads. */
export interface Template {
  readonly Resources?: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, Output>>;
}

export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

interface Output {
  readonly Value: unknown;
  readonly Export?: { readonly Name: unknown };
}

/** One stack of the assembly. */
export interface Stack {
  readonly name: string;
  readonly template: Template;
  /** Path of its asset manifest. */
  readonly directory: string;
}

/** Returns the local name of a resource; `attribute` is absent for Ref. */
export type Naming = (
  resource: Resource,
  logicalId: string,
  stack: Stack,
  attribute?: string,
) => string;

/** The template has something that the embedded runtime does not support. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

export const localRegion = 'eu-central-1';
export const localAccount = '000000000000';

const pseudo: Readonly<Record<string, string | undefined>> = {
  'AWS::Region': localRegion,
  'AWS::AccountId': localAccount,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
};

/** Resolves intrinsic functions against local names, across stacks. */
export class TemplateResolver {
  readonly #stacks: readonly Stack[];
  readonly #naming: Naming;

  constructor(stacks: readonly Stack[], naming: Naming) {
    this.#stacks = stacks;
    this.#naming = naming;
  }

  /**
   * The value with every intrinsic replaced; members with `AWS::NoValue` are left out.
   *
   * @throws TemplateError for unknown intrinsics, references and exports
   */
  resolve(value: unknown, stack: Stack): unknown {
    if (Array.isArray(value)) {
      return value
        .map((entry) => this.resolve(entry, stack))
        .filter((entry) => entry !== undefined);
    }
    if (!isObject(value)) return value;
    const [name = '', ...others] = Object.keys(value);
    if (others.length === 0 && (name === 'Ref' || name.startsWith('Fn::'))) {
      return this.#intrinsic(name, value[name], stack);
    }
    return Object.fromEntries(
      Object.entries(value)
        .map(([key, entry]) => [key, this.resolve(entry, stack)] as const)
        .filter(([, entry]) => entry !== undefined),
    );
  }

  /** @throws TemplateError also when the value is not a text */
  text(value: unknown, stack: Stack): string {
    const resolved = this.resolve(value, stack);
    if (typeof resolved === 'string') return resolved;
    if (typeof resolved === 'number' || typeof resolved === 'boolean') return String(resolved);
    throw new TemplateError(`${stack.name}: a text was expected in place of ${typeof resolved}`);
  }

  #intrinsic(name: string, argument: unknown, stack: Stack): unknown {
    switch (name) {
      case 'Ref':
        return this.#ref(this.text(argument, stack), stack);
      case 'Fn::GetAtt': {
        const [logicalId = '', ...attribute] = (
          typeof argument === 'string' ? argument.split('.') : this.#list(argument, stack)
        ).map(String);
        return this.#attribute(logicalId, attribute.join('.'), stack);
      }
      case 'Fn::Join': {
        const [separator, parts] = this.#list(argument, stack);
        return this.#list(parts, stack).map(String).join(String(separator));
      }
      case 'Fn::Select': {
        const [index, parts] = this.#list(argument, stack);
        return this.#list(parts, stack)[Number(index)];
      }
      case 'Fn::Split': {
        const [separator, text] = this.#list(argument, stack);
        return String(text).split(String(separator));
      }
      case 'Fn::Sub':
        return this.#substitute(argument, stack);
      case 'Fn::ImportValue':
        return this.#import(this.text(argument, stack));
      case 'Fn::GetStackOutput':
        return this.#output(argument, stack);
      default:
        throw new TemplateError(`${stack.name}: ${name} is not supported by the embedded runtime`);
    }
  }

  #list(argument: unknown, stack: Stack): unknown[] {
    const resolved: unknown = this.resolve(argument, stack);
    if (!Array.isArray(resolved)) throw new TemplateError(`${stack.name}: a list was expected`);
    return resolved;
  }

  #ref(name: string, stack: Stack): string | undefined {
    if (name === 'AWS::NoValue') return undefined;
    if (name === 'AWS::StackName') return stack.name;
    if (name === 'AWS::StackId') {
      return `arn:aws:cloudformation:${localRegion}:${localAccount}:stack/${stack.name}/local`;
    }
    return pseudo[name] ?? this.#naming(this.#resource(name, stack), name, stack);
  }

  #attribute(logicalId: string, attribute: string, stack: Stack): string {
    return this.#naming(this.#resource(logicalId, stack), logicalId, stack, attribute);
  }

  #resource(logicalId: string, stack: Stack): Resource {
    const resource = stack.template.Resources?.[logicalId];
    if (resource === undefined) {
      throw new TemplateError(`${stack.name}: there is no ${logicalId} to refer to`);
    }
    return resource;
  }

  #substitute(argument: unknown, stack: Stack): string {
    const [text, values] =
      typeof argument === 'string'
        ? [argument, {}]
        : Array.isArray(argument)
          ? [String(argument[0]), this.resolve(argument[1], stack)]
          : [undefined, {}];
    if (text === undefined || !isObject(values)) {
      throw new TemplateError(`${stack.name}: Fn::Sub has no text`);
    }
    return text.replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (name in values) return String(values[name]);
      const [logicalId = '', ...attribute] = name.split('.');
      if (attribute.length > 0) return this.#attribute(logicalId, attribute.join('.'), stack);
      return this.#ref(name, stack) ?? '';
    });
  }

  #output(argument: unknown, stack: Stack): unknown {
    const { StackName: from, OutputName: name } = isObject(argument) ? argument : {};
    const named = this.#stacks.find((each) => each.name === this.text(from, stack));
    const output = named?.template.Outputs?.[this.text(name, stack)];
    if (named === undefined || output === undefined) {
      throw new TemplateError(`no stack ${String(from)} puts out ${String(name)}`);
    }
    return this.resolve(output.Value, named);
  }

  #import(name: string): unknown {
    for (const stack of this.#stacks) {
      for (const output of Object.values(stack.template.Outputs ?? {})) {
        if (output.Export !== undefined && this.text(output.Export.Name, stack) === name) {
          return this.resolve(output.Value, stack);
        }
      }
    }
    throw new TemplateError(`no stack exports ${name}`);
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
