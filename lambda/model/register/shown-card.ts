import * as z from 'zod';
import { annexFields, cardFields } from './card-contract.ts';
import { modelState, newModel } from './contract.ts';
import { measureKinds } from './model/affected.ts';

/** A card leaves the house: a number of so few people could be known to be about one of them. */
export const fewestShown = 5;
const few = `fewer than ${fewestShown}` as const;
const people = z
  .union([z.int().min(fewestShown), z.literal(few)])
  .describe(`\`${few}\` where it is.`);
export const showPeople = (count: number): number | typeof few =>
  count < fewestShown ? few : count;

const day = z.iso.date();
const { title, provider, intendedUse, limits, riskClass, evaluation, assessment } = newModel.shape;
const sections = cardFields.shape;
const own = <Shape extends z.ZodRawShape>(section: z.ZodOptional<z.ZodObject<Shape>>): Shape =>
  section.unwrap().shape;

const trainingSet = z
  .strictObject({
    trainingSetId: z.uuid(),
    state: z.string().describe('Of the set, as it is now.'),
    purpose: z.string(),
    categories: z.array(z.string()),
    from: z.iso.datetime().optional(),
    to: z.iso.datetime().optional(),
    builtAt: z.iso.datetime().optional(),
    people: people.optional(),
    records: z.int().nonnegative().optional().describe('Absent for a set of few people.'),
    merkleRoot: z.string().optional().describe('Of its manifest, in hex (RFC 6962).'),
  })
  .meta({ id: 'TrainingSetOfCard' });

/** The sections of Mitchell et al. 2019, in their order, and what the register knows of each. */
export const modelCard = z
  .strictObject({
    modelDetails: z.strictObject({
      ...{ name: z.string(), version: z.string(), title, provider, state: modelState, riskClass },
      registeredAt: z.iso.datetime(),
      approvedAt: z.iso.datetime().optional(),
      exceptional: z.literal(true).optional().describe('Approved by an exception of staff.'),
      assessment,
      ...own(sections.modelDetails),
    }),
    intendedUse: z.strictObject({ description: intendedUse, ...own(sections.intendedUse) }),
    factors: sections.factors,
    metrics: sections.metrics,
    evaluationData: sections.evaluationData,
    trainingData: z.strictObject({
      sets: z.array(trainingSet),
      ...own(sections.trainingData),
    }),
    quantitativeAnalyses: z.strictObject({
      results: evaluation,
      fairness: z
        .array(
          z.strictObject({
            system: z.string(),
            period: z.string().optional().describe('Of its last report; absent where none is.'),
            breached: z.array(z.string()).optional().describe('Thresholds that it breached.'),
            compared: z
              .literal(false)
              .optional()
              .describe('All groups are too small, or not known: no threshold was compared.'),
          }),
        )
        .optional(),
      ...own(sections.quantitativeAnalyses),
    }),
    ethicalConsiderations: sections.ethicalConsiderations,
    caveatsAndRecommendations: z.strictObject({
      limits,
      recommendations: sections.caveatsAndRecommendations,
      affectedBy: z
        .array(
          z.strictObject({
            since: day,
            people,
            measure: z.enum(measureKinds).optional(),
            date: day.optional(),
          }),
        )
        .describe('People whose data the model was trained on and who left since.'),
    }),
    annexXI: annexFields.optional(),
    writtenAt: z.iso.datetime(),
  })
  .meta({ id: 'ModelCard' });
export type ModelCard = z.output<typeof modelCard>;
