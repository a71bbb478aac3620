/** A synthesized template, with the parts that the rules read. */
export interface Template {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly DependsOn?: string | readonly string[];
}

export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal?: unknown;
  readonly Action?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The value at a path of unvalidated JSON, or undefined. */
export const at = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (part, step) =>
      typeof part === 'object' && part !== null
        ? (part as Readonly<Record<string, unknown>>)[step]
        : undefined,
    value,
  );

export const list = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

export const statementsAt = (
  value: unknown,
  ...path: readonly string[]
): readonly PolicyStatement[] =>
  list(at(value, ...path, 'Statement')) as readonly PolicyStatement[];

/** Logical name of a table, from the tag that `EncryptedTable` sets. */
export function tableNameOf({ Properties }: TemplateResource): string | undefined {
  const tag = list(Properties?.['Tags']).find((each) => at(each, 'Key') === 'custos:table');
  return tag === undefined ? undefined : String(at(tag, 'Value'));
}
