import type { ModelCard } from './shown-card.ts';
import { bullet, literal, paragraphs } from './model/markdown.ts';

/** The card as CommonMark: texts of the register are shown literally, whatever is in them. */
export function cardMarkdown(card: ModelCard): string {
  const { title, name, version, state, ...details } = card.modelDetails;
  const { sets, ...trainingData } = card.trainingData;
  const { results = [], fairness = [], ...analyses } = card.quantitativeAnalyses;
  const { limits, recommendations, affectedBy } = card.caveatsAndRecommendations;
  const parts = [
    `# ${literal(title)}`,
    section('Model details', [
      fact('Model', `${name} ${version}`),
      fact('State', state),
      ...facts(details),
    ]),
    section('Intended use', facts(card.intendedUse)),
    section('Factors', facts(card.factors)),
    section('Metrics', facts(card.metrics)),
    section('Evaluation data', facts(card.evaluationData)),
    section('Training data', [
      ...facts(trainingData),
      ...sets.flatMap((set) => [
        `### Set ${literal(set.trainingSetId)}`,
        ...facts({ ...set, trainingSetId: undefined }),
      ]),
    ]),
    section('Quantitative analyses', [
      ...facts(analyses),
      list(
        results.map(({ metric, value, dataset, group }) =>
          [`${metric}: ${value}`, dataset && `on ${dataset}`, group && `for ${group}`]
            .filter(Boolean)
            .join(', '),
        ),
      ),
      list(
        fairness.map(
          ({ system, period, breached = [], compared = true }) =>
            `Fairness of ${system}: ${
              period === undefined
                ? 'no report'
                : `${period}, ${!compared ? 'no groups large enough to be compared' : breached.length === 0 ? 'no threshold breached' : `breached: ${breached.join(', ')}`}`
            }`,
        ),
      ),
    ]),
    section('Ethical considerations', [prose(card.ethicalConsiderations)]),
    section('Caveats and recommendations', [
      prose(limits),
      prose(recommendations),
      list(
        affectedBy.map(
          ({ since, people, measure, date }) =>
            `Since ${since}, ${people} people left whose data the model was trained on: ${
              measure === undefined
                ? 'no measure planned yet'
                : [measure, date].filter(Boolean).join(' ')
            }`,
        ),
      ),
    ]),
    card.annexXI && section('Annex XI of Regulation (EU) 2024/1689', facts(card.annexXI)),
    `Written at ${literal(card.writtenAt)}.`,
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

/** A section that says that nothing is declared is more honest than one that is absent. */
function section(title: string, blocks: readonly string[]): string {
  const written = blocks.filter((block) => block !== '');
  return [`## ${title}`, ...(written.length === 0 ? ['Not declared.'] : written)].join('\n\n');
}

const prose = (text: string | undefined): string => (text === undefined ? '' : paragraphs(text));
const list = (items: readonly string[]): string => items.map(bullet).join('\n');
const fact = (label: string, value: string): string => `**${label}:** ${literal(value)}`;

type Fact = string | number | boolean | readonly string[] | object | undefined;

/** Every field of a section that is there, under its name. */
const facts = (fields: object | undefined): string[] =>
  Object.entries((fields ?? {}) as Readonly<Record<string, Fact>>).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const label = labelOf(name);
    if (Array.isArray(value)) {
      const items = value.map(String);
      return items.length === 0 ? [] : [`**${label}:**\n\n${list(items)}`];
    }
    if (typeof value === 'object') return [`### ${label}`, ...facts(value)];
    const text = String(value);
    return text.includes('\n') ? [`**${label}:**\n\n${paragraphs(text)}`] : [fact(label, text)];
  });

/** `outOfScope`: `Out of scope`. */
const labelOf = (name: string): string => {
  const words = name.replaceAll(/([A-Z])/g, ' $1').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};
