import { categoryFor } from '../policy/categories.ts';
import type { Policy } from '../policy/schema.ts';
import type { OpenedRecord } from '../record/model/record.ts';
import type { RequestRow } from '../request/row.ts';

/** Whether the request names the category of a record, or all. Unclassified ones go by their rules. */
export const isRequested = (
  policy: Policy,
  { categories }: Pick<RequestRow, 'categories'>,
  { category }: Pick<OpenedRecord, 'category'>,
): boolean => categories?.includes(categoryFor(policy, category) ?? category) ?? true;
