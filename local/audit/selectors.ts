import * as z from 'zod';
import type { Assembly } from '../assembly.ts';
import { TemplateError } from '../template.ts';
import type { AuditedCall, Resource } from './record.ts';

type Selectable = Pick<AuditedCall, 'category' | 'action' | 'readOnly'> & {
  readonly resource: Resource;
};

/** Whether the trails of the template record a call. */
export type Selects = (call: Selectable) => boolean;

const values = z.array(z.string()).optional();
const fieldSelector = z.strictObject({
  Field: z.string(),
  Equals: values,
  StartsWith: values,
  EndsWith: values,
  NotEquals: values,
  NotStartsWith: values,
  NotEndsWith: values,
});
const trail = z.object({
  AdvancedEventSelectors: z.array(
    z.object({ Name: z.string().optional(), FieldSelectors: z.array(fieldSelector) }),
  ),
});

type FieldSelector = z.output<typeof fieldSelector>;

const fields: Readonly<Record<string, (call: Selectable) => string>> = {
  eventCategory: ({ category }) => category,
  eventName: ({ action }) => action,
  readOnly: ({ readOnly }) => String(readOnly),
  'resources.type': ({ resource }) => resource.type,
  'resources.ARN': ({ resource }) => resource.ARN,
};

/**
 * The selectors of the trails in the template: a call is recorded if one of them selects it, and one
 * selects it if all of its fields do (AWS CloudTrail API reference, AdvancedFieldSelector).
 *
 * @throws TemplateError for a field that the embedded runtime does not know, or without trails
 */
export function trailSelectors(assembly: Assembly): Selects {
  const selectors = assembly
    .guardsOfType('AWS::CloudTrail::Trail')
    .flatMap((placed) => trail.parse(assembly.deployedProperties(placed)).AdvancedEventSelectors)
    .map(({ FieldSelectors }) => FieldSelectors.map(testOf));
  if (selectors.length === 0) throw new TemplateError('the templates have no trail');
  return (call) => selectors.some((tests) => tests.every((test) => test(call)));
}

function testOf(selector: FieldSelector): (call: Selectable) => boolean {
  const read = fields[selector.Field];
  if (read === undefined) {
    throw new TemplateError(
      `the field ${selector.Field} of a trail is not supported by the embedded runtime`,
    );
  }
  return (call) => {
    const value = read(call);
    const some = (list: readonly string[] = [], test: (each: string) => boolean) => list.some(test);
    const isWanted =
      some(selector.Equals, (each) => value === each) ||
      some(selector.StartsWith, (each) => value.startsWith(each)) ||
      some(selector.EndsWith, (each) => value.endsWith(each)) ||
      (selector.Equals ?? selector.StartsWith ?? selector.EndsWith) === undefined;
    return (
      isWanted &&
      !some(selector.NotEquals, (each) => value === each) &&
      !some(selector.NotStartsWith, (each) => value.startsWith(each)) &&
      !some(selector.NotEndsWith, (each) => value.endsWith(each))
    );
  };
}
