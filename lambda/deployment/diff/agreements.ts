import type { Policy } from '../../policy/schema.ts';
import { listed } from './change.ts';
import { by, reportsIn } from './fields.ts';
import type { Fields } from './fields.ts';

type Agreement = Policy['recipients'][string]['agreement'];
type Covered = readonly string[] | undefined;

const { value, list } = reportsIn('Recipients');

const showEnd = (end: string | undefined): string => end ?? 'open end';
const showCovered = (covered: Covered): string =>
  covered === undefined ? 'all that purposes give' : listed(covered);

/** What an agreement covers decides which disclosures are accepted. */
const coverage = (kind: string, what: string) =>
  value<Covered>(
    kind,
    (recipient, was, is) =>
      `The agreement with ${recipient} covers these ${what}: ${showCovered(is)}; before ${showCovered(was)}.`,
    (was, is) =>
      was !== undefined && (is === undefined || is.some((id) => !was.includes(id))) && 'wider-use',
  );

/** Its days, what it covers, and its sub-processors. */
export const agreement: Fields<Agreement> = {
  signedOn: value(
    'agreement-changed',
    (recipient, was, is) => `The agreement with ${recipient} begins on ${is} instead of ${was}.`,
  ),
  expiresOn: value(
    'agreement-changed',
    (recipient, was, is) =>
      `The agreement with ${recipient} ends on ${showEnd(is)} instead of ${showEnd(was)}.`,
  ),
  purposes: coverage('agreement-purposes-changed', 'purposes'),
  categories: coverage('agreement-categories-changed', 'categories'),
  subProcessors: by(
    (subProcessors: Agreement['subProcessors'] | undefined) =>
      subProcessors?.map(({ name, country, does }) => `${name} in ${country} (${does})`),
    list(
      'sub-processors-changed',
      {
        added: (recipient, names) => `${recipient} engages ${names}.`,
        removed: (recipient, names) => `${recipient} no longer engages ${names}.`,
      },
      { added: 'new-recipient' },
    ),
  ),
};
