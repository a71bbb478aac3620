import { toRfc3339 } from '../value/time.ts';
import { openDetails } from '../subject/details.ts';
import type { Details } from '../subject/details.ts';
import { jurisdictionsOf, untouched } from '../subject/model/subject.ts';
import type { Subject } from '../subject/model/subject.ts';
import { partsInto } from './parts.ts';
import type { Parts } from './parts.ts';
import type { AddFile } from './export-zip.ts';
import type { ExportedRecord } from './media.ts';
import type { ExportedSystem } from './systems.ts';
import type { FulfilmentDependencies } from '../request/attempt.ts';
import { identifiersOf } from '../subject/known-identifiers.ts';
import type { HeldIdentifier } from '../subject/known-identifiers.ts';
import { portabilityOf } from './portability.ts';
import type { LeftOutReason } from './portability.ts';
import {
  portabilityFormat,
  portabilityJsonSchema,
  portabilitySchemaFile,
} from './portability-schema.ts';
import type { PortabilityManifest, PortableAccount, PortableRecord } from './portability-schema.ts';
import type { ExportSources } from './sources.ts';
import type { RequestRow } from '../request/row.ts';

interface CategoryParts {
  readonly parts: Parts;
  count: number;
}

/**
 * What a person takes along to another service: structured, commonly used and machine-readable
 * (GDPR Art. 20(1), FADP Art. 28(1)). Lines are bodies of `POST /v1/records` without their subject.
 */
export async function writePortabilityExport(
  deps: FulfilmentDependencies,
  row: RequestRow,
  add: AddFile,
  { records, media, systems }: ExportSources,
): Promise<Readonly<Record<string, number>>> {
  const { policy, clock } = deps;
  const subject = await deps.subjects.get(row.subjectId);
  const jurisdictions = jurisdictionsOf(policy, subject);
  const byCategory = new Map<string, CategoryParts>();
  const openParts = partsInto(add);
  const leftOut = new Map<string, PortabilityManifest['leftOut'][number]>();

  for await (const record of records) {
    const { category } = record;
    const portable = portabilityOf(policy, jurisdictions, record);
    if (portable.kind === 'left-out') {
      leave(leftOut, category, portable.reason);
      continue;
    }
    const into = byCategory.get(category) ?? {
      parts: openParts(`records/${category}`),
      count: 0,
    };
    byCategory.set(category, into);
    into.count += 1;
    const exported = await media.copy(row.subjectId, record);
    await into.parts.take(JSON.stringify(lineOf(exported, portable.purposes)));
  }
  for (const { parts } of byCategory.values()) await parts.end();

  const fromSystems = await systems.write();
  const identifiers = await identifiersOf(deps, row.subjectId);
  const details = subject ? await openDetails(deps.subjectKeys, subject) : {};
  const account = await add('account.json', [
    pretty(accountOf(identifiers.map(portable), subject, details)),
  ]);
  await add(portabilitySchemaFile, [pretty(portabilityJsonSchema())]);
  const { name, address, contact, website } = policy.controller;
  const manifest: PortabilityManifest = {
    format: portabilityFormat,
    schema: portabilitySchemaFile,
    generatedAt: toRfc3339(clock()),
    controller: { name, address, contact, website },
    jurisdictions: [...jurisdictions],
    policyVersion: policy.version,
    account,
    records: [...byCategory].map(([category, { parts, count }]) => ({
      category,
      title: policy.categories[category]?.title ?? category,
      count,
      files: [...parts.files],
    })),
    systems: fromSystems.length === 0 ? undefined : portableSystems(fromSystems),
    media: media.copies.length === 0 ? undefined : [...media.copies],
    leftOut: [...leftOut.values()],
  };
  await add('manifest.json', [pretty(manifest)]);
  return Object.fromEntries([...byCategory].map(([category, { count }]) => [category, count]));
}

const portableSystems = (systems: readonly ExportedSystem[]): PortabilityManifest['systems'] =>
  systems.map(({ files, counts, ...system }) => ({
    ...system,
    counts: counts && { ...counts },
    files: [...files],
  }));

function leave(
  leftOut: Map<string, PortabilityManifest['leftOut'][number]>,
  category: string,
  reason: LeftOutReason,
): void {
  const key = `${category} ${reason}`;
  const count = (leftOut.get(key)?.count ?? 0) + 1;
  leftOut.set(key, { category, reason, count });
}

const lineOf = (
  { category, content, media, collectedAt, source }: ExportedRecord,
  purposes: readonly string[],
): PortableRecord => ({
  category,
  purposes: [...purposes],
  content,
  media,
  collectedAt: toRfc3339(collectedAt),
  source: typeof source === 'string' ? source : undefined,
});

/** What the person has told of themselves; what others say of them is not theirs to take along. */
function accountOf(
  identifiers: PortableAccount['identifiers'],
  subject: Subject | undefined,
  { contact }: Details,
): PortableAccount {
  const { declaredResidence, settings = untouched } = subject ?? {};
  return {
    identifiers,
    residence: declaredResidence,
    contact,
    settings: { ...settings },
  };
}

/** How sure we are of a name is our assessment, not data that they provided (Art. 20(1)). */
const portable = ({ type, value, issuer }: HeldIdentifier) => ({
  type,
  value,
  issuer,
});

const pretty = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
