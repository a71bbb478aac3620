import * as z from 'zod';
import { lineField, nameField, textField } from '../../platform/http/fields.ts';
import { hasContact } from '../../value/contact-in-text.ts';

/* What a card says beside what the register knows. */

export const noPerson = 'Name no person: cards are published.';

const withoutContact = (value: string): boolean => !hasContact(value);
const contactRule = 'leave out what looks like an e-mail address or a telephone number';

export const line = (maximum: number) => lineField(maximum).refine(withoutContact, contactRule);
export const text = (maximum: number) => textField(maximum).refine(withoutContact, contactRule);

const prose = text(4_000).optional();
const lines = z.array(line(500)).max(50).optional();

const datasets = {
  datasets: lines.describe('Which data it is, and where it comes from.'),
  motivation: prose.describe('Why this data was chosen.'),
  preprocessing: prose.describe('How the data was prepared.'),
};

/**
 * The sections of a model card: Mitchell et al., Model Cards for Model Reporting (2019), section 4.
 * Name, version, results and training sets are in the register already.
 */
export const cardFields = z
  .strictObject({
    modelDetails: z
      .strictObject({
        developer: line(200).optional().describe('The organization that develops the model.'),
        date: z.iso.date().optional().describe('When the model was developed.'),
        type: line(200).optional().describe('What kind of model it is.'),
        approach: prose.describe('Algorithms, parameters, constraints of fairness, features.'),
        resources: lines.describe('Papers and other sources.'),
        citation: prose.describe('How the model is cited.'),
        licence: line(200).optional(),
        contact: nameField(200)
          .optional()
          .describe('Where to send questions: an address of a team, not of a person.'),
      })
      .optional(),
    intendedUse: z
      .strictObject({
        uses: lines.describe('Primary intended uses.'),
        users: lines.describe('Primary intended users.'),
        outOfScope: lines.describe('Uses that are out of scope.'),
      })
      .optional(),
    factors: z
      .strictObject({
        relevant: lines.describe('Groups, instruments and environments that matter.'),
        evaluation: lines.describe('Which of them are evaluated, and why.'),
      })
      .optional(),
    metrics: z
      .strictObject({
        measures: lines.describe('Measures of performance, and why they were chosen.'),
        thresholds: prose.describe('Decision thresholds.'),
        variation: prose.describe('How uncertainty and variability are measured.'),
      })
      .optional(),
    evaluationData: z.strictObject(datasets).optional(),
    trainingData: z.strictObject(datasets).optional().describe('Beside `trainingSets`.'),
    quantitativeAnalyses: z
      .strictObject({
        unitary: prose.describe('Results for each factor alone.'),
        intersectional: prose.describe('Results for factors together.'),
      })
      .optional(),
    ethicalConsiderations: prose,
    caveatsAndRecommendations: prose,
  })
  .meta({
    id: 'ModelCardFields',
    description: `Sections of Mitchell et al. 2019 (Model Cards for Model Reporting). ${noPerson}`,
  });
export type CardFields = z.output<typeof cardFields>;

const ways = {
  inputs: lines.describe('1(e): modality and format of inputs, such as "text, UTF-8".'),
  outputs: lines.describe('1(e): modality and format of outputs.'),
};

/** Annex XI of Regulation (EU) 2024/1689: technical documentation of general-purpose models, Art. 53(1)(a). */
export const annexFields = z
  .strictObject({
    tasks: prose.describe('Section 1, 1(a): the tasks that the model is intended to perform.'),
    integration: prose.describe(
      '1(a): type and nature of the AI systems into which it can be integrated.',
    ),
    acceptableUse: prose.describe('1(b): acceptable use policies.'),
    releaseDate: z.iso.date().optional().describe('1(c): date of release.'),
    distribution: prose.describe('1(c): methods of distribution.'),
    architecture: prose.describe('1(d): architecture.'),
    parameters: z.int().positive().optional().describe('1(d): number of parameters.'),
    ...ways,
    licence: line(200).optional().describe('1(f): licence.'),
    technicalMeans: prose.describe(
      '2(a): technical means needed for integration: instructions, infrastructure, tools.',
    ),
    design: prose.describe(
      '2(b): design specifications and training process, key choices with rationale and assumptions.',
    ),
    optimisedFor: prose.describe(
      '2(b): what the model is designed to optimise for, and the relevance of its parameters.',
    ),
    data: z
      .strictObject({
        type: prose.describe('Type of the data.'),
        provenance: prose,
        curation: prose.describe('Cleaning, filtering and so on.'),
        points: z.int().nonnegative().optional().describe('Number of data points.'),
        scope: prose.describe('Scope and main characteristics.'),
        selection: prose.describe('How the data was obtained and selected.'),
        unsuitability: prose.describe('Measures to detect unsuitable sources.'),
        biases: prose.describe('Methods to detect identifiable biases.'),
      })
      .optional()
      .describe('2(c): data used for training, testing and validation.'),
    computation: z
      .strictObject({
        floatingPointOperations: z.number().positive().optional(),
        trainingTime: line(200).optional(),
        details: prose,
      })
      .optional()
      .describe('2(d): computational resources used to train the model.'),
    energy: z
      .strictObject({
        kilowattHours: z.number().nonnegative().optional(),
        basis: z.enum(['known', 'estimated', 'from-computation']),
        details: prose,
      })
      .optional()
      .describe('2(e): energy consumption, known or estimated.'),
    evaluation: prose.describe(
      'Section 2, 1: evaluation strategies with criteria, metrics, results and limitations. Of models with systemic risk.',
    ),
    adversarialTesting: prose.describe(
      'Section 2, 2: adversarial testing, model adaptations, alignment and fine-tuning.',
    ),
    systemArchitecture: prose.describe(
      'Section 2, 3: how software components build on each other.',
    ),
  })
  .meta({
    id: 'AnnexXIFields',
    description: `Annex XI of Regulation (EU) 2024/1689 (AI Act). ${noPerson}`,
  });
export type AnnexFields = z.output<typeof annexFields>;
