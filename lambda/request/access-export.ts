import { toEpochMilliseconds, toRfc3339 } from '../platform/time.ts';
import type { ConsentEvent } from '../consent/consent.ts';
import { exportFacts } from './export-facts.ts';
import { writeRecords } from './export-files.ts';
import { exportPage } from './export-page.ts';
import type { PageContents } from './export-page.ts';
import type { AddFile, WrittenFile } from './export-zip.ts';
import type { FulfilmentDependencies } from './fulfilment.ts';
import { identifiersOf } from './identifiers.ts';
import { requestedRecords } from './requested-records.ts';
import type { RequestRow } from './row.ts';
import { openText } from './text.ts';
import { viewOf } from './view.ts';

const listedConsents = 100;

/** Everything that is held of a person, and what GDPR Art. 15(1) has them told about it. */
export async function writeAccessExport(
  deps: FulfilmentDependencies,
  row: RequestRow,
  add: AddFile,
): Promise<Readonly<Record<string, number>>> {
  const { policy, clock } = deps;
  const files: WrittenFile[] = [];
  const keep: AddFile = async (path, content) => {
    const file = await add(path, content);
    files.push(file);
    return file;
  };
  const json = (path: string, value: unknown) =>
    keep(path, [`${JSON.stringify(value, undefined, 2)}\n`]);

  const generatedAt = toRfc3339(clock());
  const facts = exportFacts(policy, row.jurisdiction);
  const categories = await writeRecords(requestedRecords(deps, row), keep);
  const consents: PageContents['consents'][number][] = [];
  await keep('consents.jsonl', consentLines(deps, row, consents));
  const requests: PageContents['requests'][number][] = [];
  await keep('requests.jsonl', requestLines(deps, row, requests));
  const identifiers = await identifiersOf(deps, row.subjectId);
  const subject = await deps.subjects.get(row.subjectId);
  await json('account.json', {
    identifiers,
    ...(subject && {
      registeredAt: toRfc3339(subject.createdAt),
      residence: subject.residence,
      ageBand: subject.ageBand,
      restrictedPurposes: subject.restrictedPurposes,
    }),
  });
  await json('purposes.json', { jurisdiction: facts.jurisdiction, purposes: facts.purposes });
  await json('categories.json', { categories: facts.categories });
  await json('recipients.json', { recipients: facts.recipients });
  await json('retention.json', {
    purposes: facts.purposes.map(({ id, categories: of, retention }) => ({
      purpose: id,
      categories: of,
      retention,
    })),
    evidence: policy.evidence,
  });
  await json('rights.json', { rights: facts.rights, remedies: facts.remedies });
  const page = { generatedAt, facts, identifiers, categories, consents, requests };
  await keep('index.html', [exportPage(page)]);
  await add('manifest.json', [
    `${JSON.stringify({ generatedAt, policyVersion: policy.version, files }, undefined, 2)}\n`,
  ]);
  return Object.fromEntries(categories.map(({ category, count }) => [category, count]));
}

async function* consentLines(
  { consents }: FulfilmentDependencies,
  { subjectId }: RequestRow,
  listed: PageContents['consents'][number][],
): AsyncGenerator<string, void> {
  for await (const event of consents.history(subjectId)) {
    const line = consentOf(event);
    listed.unshift({ at: line.at, purpose: line.purpose, state: line.state });
    if (listed.length > listedConsents) listed.pop();
    yield `${JSON.stringify(line)}\n`;
  }
}

const consentOf = (event: ConsentEvent) => ({
  ...event,
  subjectId: undefined,
  at: toRfc3339(event.at),
  expiresAt: toRfc3339(toEpochMilliseconds(event.expiresAt)),
});

async function* requestLines(
  deps: FulfilmentDependencies,
  { subjectId }: RequestRow,
  listed: PageContents['requests'][number][],
): AsyncGenerator<string, void> {
  for await (const row of deps.requests.everyOf(subjectId)) {
    const { receivedAt, kind, status } = row;
    listed.push({ receivedAt, kind, status });
    const text = await openText(deps.subjectKeys, row);
    const told = { ...viewOf(row, deps.policy), ...(text.reason && { reason: text.reason }) };
    yield `${JSON.stringify(told)}\n`;
  }
}
