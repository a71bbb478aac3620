import * as z from 'zod';
import { laterParts } from '../model/authority-form.ts';
import { incidentKinds, phases } from '../model/incident.ts';

const count = z.int().nonnegative();

/** The form of an authority, with times as a row or as a response has them. */
export const formOf = <Time extends z.ZodType<string>>(time: Time) =>
  z.strictObject({
    jurisdiction: z.string(),
    reference: z.string(),
    threshold: z.string().optional(),
    phase: z.enum(phases),
    dueAt: time.optional(),
    advisory: z.literal(true).optional(),
    late: z.boolean(),
    delayReasons: z.string().optional(),
    controller: z.strictObject({
      name: z.string(),
      address: z.string(),
      contact: z.string(),
      privacyOfficer: z.string(),
    }),
    nature: z.strictObject({
      kinds: z.array(z.enum(incidentKinds)),
      title: z.string(),
      description: z.string(),
      occurredFrom: time.optional(),
      occurredTo: time.optional(),
      noticedAt: time,
      awareAt: time,
    }),
    categories: z.array(z.strictObject({ id: z.string(), title: z.string() })),
    people: z.strictObject({ approximately: count, here: count, complete: z.boolean() }).optional(),
    records: count.optional(),
    consequences: z.string().optional(),
    measures: z.string().optional(),
    notYetKnown: z.array(z.enum(laterParts)),
  });
