import type { ProblemDetail } from '../../platform/http/problem.ts';
import type { Policy } from '../../policy/schema.ts';
import type { Identifier } from '../../subject/model/subject.ts';
import type { Measurement } from '../contribution.ts';
import { measureOf } from '../measure.ts';
import type { Measure } from '../measure.ts';
import type { Misshapen } from './outcome.ts';

/** One measurement as a service sends it. */
export interface MeasurementInput {
  readonly subject: Identifier;
  readonly measure: string;
  readonly value?: number | undefined;
  readonly dimensions: Readonly<Record<string, string>>;
}

export interface Shaped extends Measurement {
  readonly kind: 'shaped';
  readonly subject: Identifier;
  readonly id: string;
  readonly measure: Measure;
}

/** Whether a measurement is one of its measure: values are those that the policy declares, and no others. */
export function shapeOf(
  policy: Pick<Policy, 'measures'>,
  { subject, measure: id, value, dimensions }: MeasurementInput,
): Shaped | Misshapen {
  const measure = measureOf(policy, id);
  if (measure === undefined) {
    const message = 'send a measure that the policy declares';
    return { kind: 'misshapen', errors: [{ pointer: '/measure', message }] };
  }
  const errors = [...faultsOfDimensions(measure, dimensions), ...faultsOfValue(measure, value)];
  if (errors.length > 0) return { kind: 'misshapen', errors };
  const key = Object.keys(measure.dimensions).map((name) => dimensions[name] ?? '');
  return { kind: 'shaped', subject, id, measure, key, value };
}

const faultsOfDimensions = (
  { dimensions: declared }: Measure,
  sent: Readonly<Record<string, string>>,
): ProblemDetail[] => [
  ...Object.entries(declared).flatMap(([name, { values }]): ProblemDetail[] => {
    const value = Object.hasOwn(sent, name) ? sent[name] : undefined;
    return value !== undefined && values.includes(value)
      ? []
      : [{ pointer: `/dimensions/${name}`, message: 'send a value that the policy declares' }];
  }),
  // The name is of a client: anything may be in it.
  ...(Object.keys(sent).every((name) => Object.hasOwn(declared, name))
    ? []
    : [{ pointer: '/dimensions', message: 'send dimensions of the measure alone' }]),
];

function faultsOfValue({ contribution }: Measure, value: number | undefined): ProblemDetail[] {
  if ((contribution.value === undefined) === (value === undefined)) return [];
  const message =
    value === undefined
      ? 'this measure has a value: send it'
      : 'this measure has no value: remove it';
  return [{ pointer: '/value', message }];
}
