import * as z from 'zod';
import { sections, wideningWords } from '../diff/change.ts';
import type { Widening } from '../diff/change.ts';

/** A change as it is stored and answered. */
export const reportedChange = z
  .strictObject({
    section: z.enum(sections),
    words: z.string().describe('In English sentences, as `custos policy diff` has them.'),
    widening: z
      .enum(Object.keys(wideningWords) as Widening[])
      .optional()
      .describe('What it takes from the people concerned; absent where it takes nothing.'),
  })
  .meta({ id: 'PolicyChangeReport' });
export type ReportedChange = Readonly<z.output<typeof reportedChange>>;
