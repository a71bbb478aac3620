import { describe, expect, test } from 'vitest';
import { closedSetsIn } from './closed-sets.ts';

const sets = closedSetsIn('web/console');

/** What is read and shown nowhere, or otherwise than by its code. */
const notShown: Readonly<Record<string, readonly string[]>> = {
  'says what the page does with it': [
    ...['ContainmentTarget.kind', 'ContestedDecision.state', 'Erasures.state'],
    ...['Request.clock.state', 'RequestOfPerson.clock.state', 'RequestSummary.clock.state'],
    ...['AffectedSearch.how.source', 'AffectedSearch.how.state', 'Media.contentType'],
    ...['IncidentNotice.form.notYetKnown', 'AffectedPerson.notices.additionalProperties.state'],
  ],
  'codes of an entry of the ledger are shown as codes': [
    ...['LedgerEntry.codes.by', 'LedgerEntry.codes.linkedBy', 'LedgerEntry.codes.of'],
    ...['LedgerEntry.codes.shown'],
  ],
  'on no page of the console': [
    ...['Request.choices.state', 'RequestOfPerson.choices.state', 'RequestSummary.choices.state'],
    ...['ConsentEffect', 'SystemTaskAction', 'SystemTaskGround', 'RetentionSweep.scope'],
    ...['PersonOfRequest.identities.assurance', 'RiskClass', 'FinalityBarrier'],
    ...['FinalCertificate.observedIn', 'FinalCertificate.tables.stream'],
    ...['FinalCertificate.tables.kinesis', 'Measures.period', 'MonitoredSystems.period'],
    ...['Incident.source', 'IncidentSummary.source', 'IncidentEvent.codes.source'],
    ...['Incident.awareness', 'IncidentSummary.awareness', 'IncidentEvent.by'],
    ...['IncidentEvent.codes.from', 'IncidentEvent.codes.to'],
  ],
};

/** By its address, so that types of a browser stay out of those of Node. */
async function wordsOf(locale: string): Promise<readonly (readonly string[])[]> {
  const { href } = new URL(`../../web/languages/${locale}/console.ts`, import.meta.url);
  const { words } = (await import(href)) as { words: object };
  const keysIn = (of: object): readonly (readonly string[])[] => [
    Object.keys(of),
    ...Object.values(of).flatMap((below) =>
      typeof below === 'object' && below !== null ? keysIn(below as object) : [],
    ),
  ];
  return keysIn(words);
}

describe.each(['en', 'de'])('the words of the console, %s', async (locale) => {
  const records = await wordsOf(locale);
  const left = Object.values(notShown).flat();

  test('have each closed set of what the console reads', () => {
    const wordless = [...sets].filter(
      ([at, codes]) =>
        !left.includes(at) && !records.some((keys) => codes.every((code) => keys.includes(code))),
    );

    expect(wordless).toEqual([]);
  });
});

test('what is said not to be shown is in what the console reads', () => {
  expect(sets.size).toBeGreaterThan(50);
  expect(
    Object.values(notShown)
      .flat()
      .filter((at) => !sets.has(at)),
  ).toEqual([]);
});
