import * as z from 'zod';
import { isObject, TemplateError } from '../template.ts';

const transformer = z.object({
  InputPathsMap: z.record(z.string(), z.string()).default({}),
  InputTemplate: z.string(),
});
export type InputTransformer = z.input<typeof transformer>;

/** An event in the form of EventBridge. */
export type BusEvent = Readonly<Record<string, unknown>>;

/**
 * The input that a target receives (Amazon EventBridge User Guide, input transformation): values of strings
 * are quoted unless the template quotes them.
 *
 * @throws TemplateError for a placeholder that names nothing
 */
export function inputTransformer(definition: InputTransformer): (event: BusEvent) => string {
  const { InputPathsMap: paths, InputTemplate: template } = transformer.parse(definition);
  const values: Readonly<Record<string, (event: BusEvent) => unknown>> = {
    'aws.events.event.json': (event) => event,
    ...Object.fromEntries(
      Object.entries(paths).map(([name, path]) => [
        name,
        (event: BusEvent) => valueAt(event, path),
      ]),
    ),
  };
  for (const [, name = ''] of template.matchAll(placeholder)) {
    if (values[name] === undefined) {
      throw new TemplateError(`<${name}> of an input template is not supported`);
    }
  }
  return (event) =>
    template.replaceAll(placeholder, (_, name: string, offset: number) => {
      const value = values[name]?.(event) ?? '';
      const quotes = template.slice(0, offset).match(/(?<!\\)"/g) ?? [];
      const isQuoted = quotes.length % 2 === 1;
      const json = JSON.stringify(value);
      return isQuoted && typeof value === 'string' ? json.slice(1, -1) : json;
    });
}

const placeholder = /<([\w.-]+)>/g;

function valueAt(event: unknown, path: string): unknown {
  const [root, ...names] = path.split('.');
  if (root !== '$') throw new TemplateError(`the path ${path} of an input is not supported`);
  return names.reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), event);
}
