import { toRfc3339 } from '../value/time.ts';
import { openDetails } from '../subject/details.ts';
import type { Details } from '../subject/details.ts';
import { jurisdictionsOf } from '../subject/model/subject.ts';
import { writeActivity } from './activity.ts';
import { writeContributions } from './contributions.ts';
import { writeCopiedRows } from './copied-rows.ts';
import { writeDisclosures } from './disclosures.ts';
import { writeConsents, writeRequests } from './events.ts';
import { exportFacts } from './facts.ts';
import { writeOutcomes } from './outcomes.ts';
import { writePseudonyms } from './pseudonyms.ts';
import { hasCopy } from './recipients.ts';
import { writeRecords } from './files.ts';
import { copied } from './media.ts';
import { writeTrainingSets } from './training-sets.ts';
import type { ExportSources } from './sources.ts';
import { exportPage } from './page.ts';
import { listedSystems } from './page-systems.ts';
import { chooseLanguage, speech } from './words.ts';
import type { Speech } from './words.ts';
import { writeWithheld } from './exempt-records.ts';
import type { AddFile, WrittenFile } from './export-zip.ts';
import type { FulfilmentDependencies } from '../request/attempt.ts';
import { identifiersOf } from '../subject/known-identifiers.ts';
import type { RequestRow } from '../request/row.ts';

/** Everything that is held of a person, and what GDPR Art. 15(1) has them told about it. */
export async function writeAccessExport(
  deps: FulfilmentDependencies,
  row: RequestRow,
  add: AddFile,
  { records, media, systems }: ExportSources,
): Promise<Readonly<Record<string, number>>> {
  const { policy, clock } = deps;
  const files: WrittenFile[] = [];
  const keep: AddFile = async (path, content) => {
    const file = await add(path, content);
    files.push(file);
    return file;
  };
  const json = (path: string, value: unknown) => keep(path, [pretty(value)]);

  const now = clock();
  const generatedAt = toRfc3339(now);
  const subject = await deps.subjects.get(row.subjectId);
  const jurisdictions = jurisdictionsOf(policy, subject);
  const language = chooseLanguage([
    row.locale,
    subject?.settings.locale,
    policy.notices[policy.primaryNotice]?.locales[0],
  ]);
  const formatter = speech(language, policy.controller.timeZone);

  const contents = await writeRecords(copied(media, row.subjectId, records), keep, now);
  const consents = await writeConsents(deps, row, keep);
  const requests = await writeRequests(deps, row, keep);
  const activity = await writeActivity(deps, row, keep);
  const disclosed = await writeDisclosures(deps, row, keep);
  const withheld = await writeWithheld(deps, row, keep, media);
  await writePseudonyms(deps, row, keep);
  await writeOutcomes(deps, row, keep);
  await writeContributions(deps, row, keep);
  await writeTrainingSets(deps, row, keep);
  await writeCopiedRows(deps.database, row.subjectId, keep);
  const fromSystems = await systems.write();
  const identifiers = await identifiersOf(deps, row.subjectId);
  const details: Details = subject ? await openDetails(deps.subjectKeys, subject) : {};
  const found = {
    ...{ subject, jurisdictions, contents, disclosed },
    ...{ consents, requests, withheld },
    only: row.categories,
  };
  const facts = exportFacts(policy, language, found, now);
  await json('account.json', {
    identifiers,
    ...(subject && {
      registeredAt: toRfc3339(subject.createdAt),
      residence: subject.residence,
      declaredResidence: subject.declaredResidence,
      ageBand: subject.ageBand,
      settings: subject.settings,
      ...details,
    }),
  });
  for (const [path, value] of Object.entries(factFiles(formatter, facts))) await json(path, value);
  const page = exportPage({
    ...{ speech: formatter, policyLanguage: policy.language, law: policy.law, generatedAt, facts },
    ...{ identifiers, subject, details, activity: activity.listed },
    files: [...files, ...media.copies, ...fromSystems.flatMap((system) => system.files)],
    ...{ consents: consents.listed, requests: requests.listed },
    systems: listedSystems(policy, fromSystems),
  });
  await keep('index.html', [page]);
  const { only } = facts;
  const { copies, lost } = media;
  const manifest = {
    ...{ generatedAt, policyVersion: policy.version, only },
    files: [...files, ...copies],
    systems: fromSystems.length === 0 ? undefined : fromSystems,
    lostMedia: lost.length === 0 ? undefined : lost,
  };
  await add('manifest.json', [pretty(manifest)]);
  return Object.fromEntries(contents.map(({ category, count }) => [category, count]));
}

/** What is told for programs; periods in words beside their ISO 8601 form. */
function factFiles(formatter: Speech, facts: ReturnType<typeof exportFacts>) {
  const { jurisdictions, purposes, categories, recipients, evidence } = facts;
  const { withheld, rights, remedies, restrictedPurposes, heldCategories, controller } = facts;
  return {
    'purposes.json': {
      controller,
      jurisdictions,
      purposes: purposes.map((purpose) => ({
        ...purpose,
        retentionInWords: formatter.period(purpose.retention),
      })),
    },
    'categories.json': {
      categories: categories.map(({ contents, ...category }) => ({
        ...category,
        ...contents,
        preview: undefined,
      })),
    },
    'recipients.json': {
      recipients,
      transfers: recipients
        .filter(({ transferMechanism }) => transferMechanism !== undefined)
        .map(({ id, country, transferMechanism }) => ({
          ...{ recipient: id, country, transferMechanism },
          copyOfSafeguardsFrom: hasCopy(transferMechanism) ? controller.contact : undefined,
        })),
    },
    'retention.json': {
      purposes: purposes.map(({ id, retentionFacts: retained, retention, withhold }) => ({
        purpose: id,
        // Of the policy; what applies to the person is in `categories`.
        retention,
        categories: retained.map((each) => ({
          ...each,
          retentionInWords: formatter.period(each.period),
        })),
        exemptFromErasure: withhold,
      })),
      evidence: evidence.map((each) => ({
        ...each,
        retentionInWords: formatter.period(each.retention),
      })),
      ...{ withheld, restrictedPurposes, heldCategories },
    },
    'rights.json': { jurisdictions, rights, remedies },
  };
}

const pretty = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
