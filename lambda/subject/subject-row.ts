import * as z from 'zod';
import { bytesColumn, subjectIdColumn } from '../platform/dynamo/columns.ts';
import { milliseconds } from '../value/time.ts';
import { ageBands, registrars, subjectStatuses, switches, untouched } from './model/subject.ts';

const settingsField = z.object({
  retention: z.record(z.string(), z.string()),
  training: z.enum(switches),
  personalisation: z.enum(switches),
  storage: z.enum(switches),
  locale: z.string().optional(),
});
/** A person as their row says it. */
export const subjectRow = z.object({
  subjectId: subjectIdColumn,
  status: z.enum(subjectStatuses),
  version: z.number().int(),
  residence: z.string().optional(),
  declaredResidence: z.string().optional(),
  ageBand: z.enum(ageBands).optional(),
  settings: settingsField.default(untouched),
  restrictedPurposes: z.union([z.literal('all'), z.array(z.string())]).default([]),
  restrictedCategories: z.array(z.string()).readonly().optional(),
  heldCategories: z.union([z.literal('all'), z.array(z.string())]).default([]),
  frozenBy: z.array(z.string()).readonly().optional(),
  sealed: z
    .object({
      ciphertext: bytesColumn,
      contentVersion: z.int(),
    })
    .optional(),
  registeredBy: z.enum(registrars).optional(),
  signsIn: z.boolean().optional(),
  earlier: z
    .array(
      settingsField.pick({ retention: true, training: true, personalisation: true }).extend({
        until: z.number().transform(milliseconds),
        residence: z.string().optional(),
        declaredResidence: z.string().optional(),
        ageBand: z.enum(ageBands).optional(),
      }),
    )
    .optional(),
  createdAt: z.number().transform(milliseconds),
});
