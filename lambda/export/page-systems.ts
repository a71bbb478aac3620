import type { Policy } from '../policy/schema.ts';
import { bullets, card, factList, paragraph, said, section, soft } from './elements.ts';
import type { Content } from './elements.ts';
import type { ListedSystem, PageContents } from './page-contents.ts';
import { namesOf, subProcessorsOf } from './page-names.ts';
import type { ExportedSystem } from './systems.ts';
import { html } from '../value/html.ts';
import type { Html } from '../value/html.ts';

export const listedSystems = (
  { systems: declared, recipients }: Pick<Policy, 'systems' | 'recipients'>,
  exported: readonly ExportedSystem[],
): readonly ListedSystem[] =>
  exported.map((one) => {
    const known = Object.hasOwn(declared, one.system) ? declared[one.system] : undefined;
    const { title = one.system, recipient = '', cannot } = known ?? {};
    const { name, agreement } = recipients[recipient] ?? {};
    return {
      ...one,
      title,
      runBy: name === undefined ? undefined : { name, ...agreement },
      cannot: cannot?.export,
    };
  });

/** GDPR Art. 15(3): what is held in systems beside this one, and what of it is not in the copy. */
export function systemsSection(page: PageContents): Html[] {
  const { words } = page.speech;
  if (page.systems.length === 0) return [];
  return [
    section('systems', words.systems.heading, [
      soft(words.systems.lead),
      ...page.systems.map((system) => systemCard(page, system)),
    ]),
  ];
}

function systemCard(page: PageContents, system: ListedSystem): Html {
  const { speech, policyLanguage } = page;
  const { words } = speech;
  const { title, runBy, files } = system;
  return card(said(title, policyLanguage, speech.language), [
    factList([
      [words.systems.runBy, runBy?.name],
      [words.recipients.subProcessors, runBy && subProcessorsOf(page, runBy)],
      [words.systems.found, system.status === 'done' ? foundIn(page, system) : undefined],
      [words.systems.missing, missingOf(page, system)],
      [
        words.data.files,
        files.length === 0
          ? undefined
          : bullets(files.map(({ path }) => html`<code>${path}</code>`)),
      ],
    ]),
  ]);
}

function foundIn(page: PageContents, { counts = {} }: ListedSystem): Content | undefined {
  const { speech } = page;
  const { words } = speech;
  const found = Object.entries(counts).filter(([, count]) => count > 0);
  if (found.length === 0)
    return Object.keys(counts).length === 0 ? undefined : words.systems.nothing;
  const { categories } = namesOf(page);
  return bullets(found.map(([id, count]) => html`${categories([id])}: ${speech.number(count)}`));
}

/** Why data that the system has is not in the copy. */
function missingOf(
  { speech, policyLanguage }: PageContents,
  system: ListedSystem,
): Content | undefined {
  const { words, labels, language } = speech;
  const { status, ground, cannot, counts } = system;
  switch (status) {
    case 'done':
      // Staff have answered for it: no call returned anything.
      return counts === undefined ? words.systems.byHand : undefined;
    case 'cannot':
    case 'not-applicable':
      return [
        paragraph(labels.systemGround[ground ?? 'not-possible']),
        ...(cannot === undefined || cannot.ground !== ground
          ? []
          : [
              paragraph(said(cannot.reason, policyLanguage, language)),
              ...(cannot.reference === undefined
                ? []
                : [soft(said(cannot.reference, policyLanguage, language))]),
            ]),
      ];
    case 'waiting-for-staff':
      return words.systems.withStaff;
    case 'due':
    case 'running':
    case 'waiting-for-answer':
      return words.systems.notYet;
  }
}
