import * as z from 'zod';
import { assurances } from './model/subject.ts';

/** The data subject of something, for staff who have `custos/requests.identity`. */
export const shownPerson = z
  .strictObject({
    identities: z
      .array(
        z.strictObject({
          type: z.string().describe('`email`, `user-id` ..., or `oidc` for a sign-in.'),
          value: z.string(),
          issuer: z.string().optional(),
          assurance: z.enum(assurances).optional().describe('Who vouches for it.'),
        }),
      )
      .describe('What the person is known by; nothing once they are erased.'),
    residence: z
      .string()
      .optional()
      .describe('ISO 3166, as the person states it, else as the service does.'),
  })
  .meta({ id: 'PersonOfRequest' });
export type ShownPerson = z.output<typeof shownPerson>;
