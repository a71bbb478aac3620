import * as z from 'zod';
import { printable } from '../printable.ts';
import type { Document, Kind } from './document.ts';

const text = z.string().catch('not stated');
const counts = z.record(z.string(), z.number()).catch({});

const certificate = z.object({
  iss: text,
  iat: z.number().catch(Number.NaN),
  certId: text,
  requestId: text,
  controller: z.object({ name: text, contact: text }).catch({ name: 'not stated', contact: '' }),
  revokedAt: text,
  lastPossibleUse: text,
  pitrDays: z.number().catch(Number.NaN),
  keysDestroyed: z.number().catch(Number.NaN),
  residual: z.number().catch(Number.NaN),
  withheld: counts,
  notCovered: z.array(z.string()).catch([]),
});

const finalCertificate = z.object({
  ...certificate.pick({
    ...{ iss: true, iat: true, certId: true, requestId: true, controller: true },
    ...{ revokedAt: true, lastPossibleUse: true, keysDestroyed: true, notCovered: true },
  }).shape,
  erasedCertificateSha256: text,
  observedAt: text,
  observedIn: text,
  tables: z
    .array(
      z.object({
        table: text,
        restorableFrom: z.string().optional(),
        ...{ backups: z.number().optional(), recoveryPoints: z.number().optional() },
        ...{ exports: z.number().optional(), stream: text, kinesis: z.string().optional() },
        replicas: z.number().catch(Number.NaN),
      }),
    )
    .catch([]),
  verification: z
    .object({ passId: text, startedAt: text, endedAt: text })
    .extend({ tables: z.number(), rows: z.number(), files: z.number(), left: z.literal(0) })
    .optional()
    .catch(undefined),
  wrappingKey: z
    .object({ state: text, origin: text, deletedAt: z.string().optional() })
    .optional()
    .catch(undefined),
});

const nothingHeld = z.object({
  ...certificate.pick({
    ...{ iss: true, iat: true, certId: true, requestId: true, controller: true, notCovered: true },
  }).shape,
  ...{ kind: text, lookedUp: text, lookedUpAt: text, systemsSearched: z.string().optional() },
});

const receipt = z.object({
  receipt_id: text,
  event_time: text,
  event_state: text,
  purpose: text,
  lawful_basis: z.string().optional().catch(undefined),
  privacy_notice: z
    .object({ id: text, version: text })
    .catch({ id: 'not stated', version: 'not stated' }),
  pii_information: z.array(z.string()).catch([]),
  recipient_third_parties: z.array(z.string()).catch([]),
  jurisdiction: text,
  validity_duration: text,
  retention_period: text,
  kept_until: z.string().optional().catch(undefined),
  given_by: text,
  withdrawal_method: text,
  party_name: text,
  party_contact: text,
});

const manifest = z.object({
  erased: counts,
  withheld: z
    .array(
      z.object({ category: text, count: z.number(), ground: text, until: z.string().optional() }),
    )
    .catch([]),
});

/** What the document says, line by line. */
export function wordsOf({ kind, content, manifest: details }: Document): readonly string[] {
  return [...words[kind](content), ...(details === undefined ? [] : manifestWords(details))].map(
    printable,
  );
}

const words: Readonly<Record<Kind, (content: unknown) => string[]>> = {
  certificate: certificateWords,
  'final certificate': finalWords,
  'nothing held certificate': nothingHeldWords,
  receipt: receiptWords,
};

function certificateWords(content: unknown): string[] {
  const it = certificate.parse(content);
  return [
    `${it.controller.name} (${it.controller.contact}, ${it.iss}) certifies:`,
    `  certificate        ${it.certId}, issued at ${timeOf(it.iat)}`,
    `  request            ${it.requestId}`,
    `  keys destroyed     ${shown(it.keysDestroyed)}, the last at ${it.revokedAt}`,
    `  last possible use  ${it.lastPossibleUse}: no cached copy of a key can be in use after it`,
    `  rows, files left   ${shown(it.residual)}, by a count on another path`,
    `  retained           ${countsText(it.withheld)}`,
    `  backups            can be restored for ${shown(it.pitrDays)} days; the keys are destroyed again then`,
    ...notCoveredWords(it.notCovered),
  ];
}

const notCoveredWords = (notCovered: readonly string[]): string[] =>
  notCovered.map((one, index) => `  ${index === 0 ? 'not covered' : ''.padEnd(11)}        ${one}`);

function finalWords(content: unknown): string[] {
  const it = finalCertificate.parse(content);
  return [
    `${it.controller.name} (${it.controller.contact}, ${it.iss}) certifies that an erasure is final:`,
    `  certificate        ${it.certId}, issued at ${timeOf(it.iat)}`,
    `  request            ${it.requestId}`,
    `  follows            the certificate of the erasure with SHA-256 ${it.erasedCertificateSha256}`,
    `  keys destroyed     ${shown(it.keysDestroyed)}, the last at ${it.revokedAt}`,
    `  last possible use  ${it.lastPossibleUse}: no cached copy of a key can be in use after it`,
    `  observed           at ${it.observedAt} in ${it.observedIn}`,
    ...it.tables.map(tableWords),
    ...passWords(it.verification),
    ...(it.wrappingKey === undefined
      ? []
      : [
          `  wrapping key       ${it.wrappingKey.state}, ${it.wrappingKey.origin}${it.wrappingKey.deletedAt === undefined ? '' : `, deleted at ${it.wrappingKey.deletedAt}`}`,
        ]),
    ...notCoveredWords(it.notCovered),
  ];
}

/** Certificates from before there were verification passes have none. */
const passWords = (pass: z.output<typeof finalCertificate>['verification']): string[] =>
  pass === undefined
    ? []
    : [
        `  nothing left       in ${pass.tables} tables (${pass.rows} rows) and ${pass.files} names of files`,
        `  read by            the pass ${pass.passId}, from ${pass.startedAt} to ${pass.endedAt}`,
      ];

function nothingHeldWords(content: unknown): string[] {
  const it = nothingHeld.parse(content);
  return [
    `${it.controller.name} (${it.controller.contact}, ${it.iss}) certifies that nothing is held:`,
    `  certificate        ${it.certId}, issued at ${timeOf(it.iat)}`,
    `  request            ${it.requestId} (${it.kind})`,
    `  looked up          ${it.lookedUp}, at ${it.lookedUpAt}`,
    ...(it.systemsSearched === undefined ? [] : [`  also searched      ${it.systemsSearched}`]),
    ...notCoveredWords(it.notCovered),
  ];
}

function tableWords(seen: z.output<typeof finalCertificate>['tables'][number]): string {
  const { table, restorableFrom, backups, recoveryPoints, exports: exported } = seen;
  const facts = [
    restorableFrom === undefined ? 'no history' : `restorable from ${restorableFrom}`,
    ...Object.entries({ backups, 'recovery points': recoveryPoints, exports: exported }).map(
      ([name, count]) => `${name} ${count ?? 'not observed'}`,
    ),
    `stream ${seen.stream}`,
    `Kinesis ${seen.kinesis ?? 'not observed'}`,
    `replicas ${shown(seen.replicas)}`,
  ];
  return `  table ${table.padEnd(12)} ${facts.join(', ')}`;
}

function manifestWords(details: unknown): string[] {
  const { erased, withheld } = manifest.parse(details);
  return [
    'Its manifest lists:',
    `  erased             ${countsText(erased)}`,
    ...withheld.map(
      ({ category, count, ground, until = 'further notice' }) =>
        `  retained           ${category} ${count}, until ${until} (${ground})`,
    ),
  ];
}

function receiptWords(content: unknown): string[] {
  const it = receipt.parse(content);
  const { id, version } = it.privacy_notice;
  return [
    `${it.party_name} (${it.party_contact}) recorded:`,
    `  receipt            ${it.receipt_id}`,
    `  choice             ${it.event_state} for the purpose ${it.purpose}, by: ${it.given_by}`,
    `  at                 ${it.event_time}`,
    `  legal basis        ${it.lawful_basis ?? 'none'} (${it.jurisdiction})`,
    `  notice             ${id}, version ${version}`,
    `  data               ${listText(it.pii_information)}`,
    `  recipients         ${listText(it.recipient_third_parties)}`,
    `  valid              ${it.validity_duration}`,
    `  data retained      ${it.retention_period}`,
    ...(it.kept_until === undefined ? [] : [`  proof retained     until ${it.kept_until}`]),
    `  withdraw by        ${it.withdrawal_method}`,
  ];
}

const shown = (count: number): string => (Number.isNaN(count) ? 'not stated' : String(count));

const timeOf = (seconds: number): string =>
  Number.isNaN(seconds) ? 'not stated' : new Date(seconds * 1000).toISOString();

const listText = (names: readonly string[]): string => names.join(', ') || 'none';

const countsText = (counted: Readonly<Record<string, number>>): string =>
  listText(Object.entries(counted).map(([name, count]) => `${name} ${count}`));
