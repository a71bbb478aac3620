import * as z from 'zod';
import { containmentCounts, containmentEffectCodes } from './effects.ts';
import { categoryId, lineField } from '../../platform/http/fields.ts';
import { containmentActions, containmentStates } from '../model/containment.ts';
import { namedPerson } from '../named-person.ts';

/** All are contained in one transaction, or none. */
export const maximumPeople = 25;

const time = z.iso.datetime();
const subjects = z
  .strictObject({ subjects: z.array(namedPerson).min(1).max(maximumPeople) })
  .describe(`Up to ${maximumPeople} people, each by an identifier or a subjectId.`);
const categories = z.strictObject({ categories: z.array(categoryId).min(1).max(64) });
const everything = z.literal('all');
const client = z.strictObject({
  issuer: lineField(255).describe('`iss` of its tokens: an issuer of services.'),
  clientId: lineField(255).describe('`client_id` of its tokens, or `sub` where they have none.'),
});

const functionName = lineField(64).describe('A function of Custos, such as `record-api`.');

const act = <Action extends (typeof containmentActions)[number], Scope extends z.ZodType>(
  action: Action,
  scope: Scope,
) =>
  z.strictObject({
    action: z.literal(action),
    scope,
    dryRun: z
      .boolean()
      .default(false)
      .describe('Only say what would happen, with counts; nothing is changed.'),
  });

export const newContainment = z
  .discriminatedUnion('action', [
    act(
      'freeze-processing',
      z.union([everything, categories, subjects], {
        error: 'send "all", {"categories": [...]} or {"subjects": [...]}',
      }),
    ),
    act('revoke-client', client),
    act('quarantine-function', z.strictObject({ function: functionName })),
    act('rotate-keys', subjects),
  ])
  .meta({
    id: 'NewContainment',
    description:
      'A step that limits an incident. Each can be undone, apart from keys that a rotation has destroyed: undoing stops it while it runs.',
  });
export type NewContainment = z.output<typeof newContainment>;

const target = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('everything') }),
    z.strictObject({ kind: z.literal('categories'), categories: z.array(z.string()) }),
    z.strictObject({ kind: z.literal('people'), people: z.int().nonnegative() }),
    z.strictObject({ kind: z.literal('function'), function: z.string() }),
    z.strictObject({ kind: z.literal('client'), issuer: z.string(), clientId: z.string() }),
  ])
  .meta({ id: 'ContainmentTarget', description: 'What it is about. People are counted only.' });

const action = z.enum(containmentActions).meta({ id: 'ContainmentAction' });
export const containmentView = z
  .strictObject({
    containmentId: z.uuid(),
    action,
    target,
    state: z.enum(containmentStates).meta({ id: 'ContainmentState' }),
    startedAt: time,
    appliedAt: time.optional(),
    effectiveBy: time
      .optional()
      .describe('When it works everywhere at the latest: caches and copies have run out by then.'),
    undoneAt: time.optional(),
    undoneEffectiveBy: time.optional().describe('The same for undoing it.'),
  })
  .meta({ id: 'Containment' });
export type ContainmentView = z.output<typeof containmentView>;

export const containmentPlan = z
  .strictObject({
    dryRun: z.literal(true),
    action,
    target,
    counts: z
      .partialRecord(z.enum(containmentCounts), z.int().nonnegative())
      .describe(
        'How many there are of what it changes or affects. `purposes`: those that use the data; `stopped`: those of them that use nothing else; `unknown`: names of no one.',
      ),
    effects: z.array(z.string()).describe('What would happen, one sentence each.'),
    effectCodes: z
      .array(z.enum(containmentEffectCodes).meta({ id: 'ContainmentEffect' }))
      .describe('The same, for who says it in other words.'),
  })
  .meta({ id: 'ContainmentPlan', description: 'What a containment would do. Nothing is changed.' });
export type ContainmentPlan = z.output<typeof containmentPlan>;
