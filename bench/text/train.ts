import { Command } from 'commander';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { labelledTexts } from './labelled.ts';
import { labelledExamples, madeExamples, plainExamples } from './training/examples.ts';
import { commonWords, wordsOf } from './training/common.ts';
import { listOfKnownWords } from './training/lists.ts';
import { negativeExamples } from './training/negatives.ts';
import { samplesOf, train } from './training/perceptron.ts';
import { randomFrom } from './training/random.ts';

// The same sets and the same installed packages give the same weights.
const command = new Command('npm run train:names --')
  .description('Trains the tagger of names and writes its weights.')
  .argument('<folder>', 'where the labelled sets are')
  .argument(
    '[file]',
    'where the weights are written',
    join(import.meta.dirname, '../../lambda/text/names/weights.json'),
  )
  .parse();
const [folder, file] = command.processedArgs as [string, string];

const notice =
  'Trained by bench/text/train.ts from WNUT 2017 (CC BY 4.0), generated_large of presidio-research (MIT; its ' +
  'names are of the Fake Name Generator, CC BY-SA 3.0), names of places and people of @faker-js/faker (MIT), ' +
  'names of regions of Unicode CLDR (Unicode-3.0), sentences and frequent names of this repository, and text of ' +
  'npm packages without names. No text of them is in the weights; the list has hashes of single words.';

const random = randomFrom(14);
const [templates, posts] = [
  labelledTexts(folder, 'templates', 'train'),
  labelledTexts(folder, 'posts', 'train'),
];
const negatives = negativeExamples();
const asTheyAre = labelledExamples([...templates, ...posts], { copies: 0, random });
const list = listOfKnownWords([
  ...commonWords([...asTheyAre, ...negatives]),
  ...wordsOf(plainExamples),
]);
const examples = [
  ...labelledExamples(templates, { copies: 2, random }),
  ...labelledExamples(posts, { copies: 2, random }),
  ...madeExamples(20_000, random),
  ...negatives,
];
const samples = samplesOf(examples, list);
console.log(
  `${examples.length} examples, ${samples.reduce((sum, { tags }) => sum + tags.length, 0)} tokens`,
);

// A name that is missed counts more than one too many.
const margin = { name: 8, missed: 14, invented: 8 };
const weights = train(samples, { epochs: 5, margin }, random);

/** Weights are up to 16 in a byte; few are more. */
const perUnit = 8;
const bytes = Uint8Array.from(weights, (weight) =>
  Math.max(-127, Math.min(127, Math.round(weight * perUnit))),
);
const packed = (content: Uint8Array): string =>
  brotliCompressSync(content, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 24 },
  }).toString('base64');
const stored = { notice, weights: packed(bytes), list: packed(list) };
writeFileSync(file, `${JSON.stringify(stored, undefined, 2)}\n`);
console.log(`${stored.weights.length + stored.list.length} bytes`);
