import { appendFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { describe, expect, onTestFinished, test } from 'vitest';
import { effectOf } from '../../lambda/consent/model/effect.ts';
import { fulfilExport } from '../../lambda/export/export.ts';
import { portabilityOf } from '../../lambda/export/portability.ts';
import { rightsOf } from '../../lambda/export/rights.ts';
import { jurisdictionAt, lawElsewhere, stopsClock } from '../../lambda/policy/jurisdictions.ts';
import { consentAge } from '../../lambda/policy/protective.ts';
import { standingOf } from '../../lambda/policy/standing.ts';
import { begin } from '../../lambda/request/attempt.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import { loadPolicy } from '../../lib/policy/loader.ts';
import { verdict } from '../decision/decision-fixture.ts';
import {
  firstAttempt,
  follow,
  keep,
  newPerson,
  openRequestFixture,
  submit,
} from '../request/request-fixture.ts';
import { copyOfPolicy, edit, loadedFrom } from './edited-policy.ts';

const invented = `
- id: xx-invented
  name: "Invented Act on Personal Data"
  labels:
    en: {name: "Invented Act (IA)", short: "IA"}
  facts: complete
  places: [NZ]
  arithmetic: calendar-days-no-roll
  consent_model:
    default: {model: opt-out, ref: "s. 1", src: gdpr}
    sale-share: {model: opt-out, ref: "s. 1", src: gdpr}
    sensitive: {model: opt-in, ref: "s. 1", src: gdpr}
  minors: [{age: 15, rule: "invented", ref: "s. 2", src: gdpr}]
  consent_age_by_place: {ref: "s. 2(2)", src: gdpr}
  portable_data: {of: consent-or-contract, ref: "s. 3", src: gdpr}
  objection_to_notice: {ref: "s. 4", src: gdpr}
  transfers: {free_within: eea, ref: "s. 5", src: gdpr}
  request_records: {period: P1Y, ref: "s. 6", src: gdpr}
  clocks:
    std: {respond: {amount: 20, unit: calendar-days}, ack: null, extension: null, start: request-received, ref: "s. 7", src: gdpr}
  pauses: [{code: clarification-needed, stops: [access], effect: "invented", ref: "s. 7", src: gdpr}]
  rights:
    access: {clock: std, ref: "s. 8", src: gdpr}
    portability: {clock: std, ref: "s. 9", src: gdpr}
    erasure: {clock: std, ref: "s. 10", src: gdpr}
    objection: {clock: std, ref: "s. 11", src: gdpr}
    opt-out-sale-share: {clock: std, ref: "s. 12", src: gdpr}
    complaint: {clock: std, to: controller, ref: "s. 13", src: gdpr}
  rights_absent: {codes: [restriction], ref: "none", src: gdpr}
  refusals: []
  gpc: {duty: true, scope: [sale-share], ref: "s. 14", src: gdpr}
`;

/** The shipped policy with one law more, which no line of the program knows. */
function withInvented(law = invented): string {
  const directory = copyOfPolicy();
  appendFileSync(`${directory}/jurisdictions.yaml`, law);
  edit(directory, '    US-CA: ccpa\n', '    US-CA: ccpa\n    NZ: xx-invented\n');
  edit(
    directory,
    '  remedies:\n    gdpr:\n',
    '  remedies:\n    xx-invented: {authority: The invented authority., court: The invented court.}\n    gdpr:\n',
  );
  edit(
    directory,
    '  reviews:\n',
    '  reviews:\n    xx-invented: {reviewedBy: Counsel, reviewedOn: 2026-11-01}\n',
  );
  edit(
    directory,
    '    legalBasis:\n      gdpr:\n        basis: contract\n',
    '    legalBasis:\n      xx-invented: {basis: notice}\n      gdpr:\n        basis: contract\n',
  );
  edit(
    directory,
    '    legalBasis:\n      gdpr:\n        basis: consent\n',
    '    legalBasis:\n      xx-invented: {basis: opt-out}\n      gdpr:\n        basis: consent\n',
  );
  return directory;
}

const id = 'xx-invented';
const now = milliseconds(Date.parse('2026-11-24T09:00:00Z'));

describe('a jurisdiction that is added as data alone', () => {
  test('compiles, and applies to whoever lives there', () => {
    const { policy } = loadedFrom(withInvented());

    expect(jurisdictionAt(policy, 'NZ')).toBe(id);
    expect(standingOf(policy, id)).toEqual({ kind: 'active', reviewedOn: '2026-11-01' });
    expect(consentAge(policy, [id], ['NZ'])).toBe(15);
    expect(stopsClock(policy, id, 'access', 'clarification-needed')).toBe(true);
    expect(stopsClock(policy, id, 'erasure', 'clarification-needed')).toBe(false);
  });

  test('is known of a place that the policy does not name, with its signal', () => {
    const directory = withInvented();
    edit(directory, '    NZ: xx-invented\n', '    AQ: xx-invented\n');

    expect(lawElsewhere(loadedFrom(directory).policy, 'NZ')).toMatchObject({
      jurisdiction: id,
      signal: { duty: true },
    });
  });

  test('lets the policy name the age of a place', () => {
    const directory = withInvented();
    edit(directory, '  consentAge:\n', '  consentAge:\n    NZ: 13\n');

    expect(consentAge(loadedFrom(directory).policy, [id], ['NZ'])).toBe(13);
  });

  test('names the age itself unless its data says otherwise', () => {
    const directory = withInvented(invented.replace(/\n {2}consent_age_by_place:.*/, ''));
    edit(directory, '  consentAge:\n', '  consentAge:\n    NZ: 13\n');

    expect(problemsOf(directory)).toContainEqual(
      expect.objectContaining({ path: 'minors.consentAge.NZ' }),
    );
  });

  test.each([
    [
      'its period for records of requests',
      'period: P1Y',
      'period: P9Y',
      'evidence.request.retention',
    ],
    [
      'what it allows as a basis',
      'default: {model: opt-out',
      'default: {model: prohibited',
      'purposes.service-provision.legalBasis.xx-invented.basis',
    ],
  ])('is checked against the policy: %s', (_title, from, to, path) => {
    expect(problemsOf(withInvented(invented.replace(from, to)))).toContainEqual(
      expect.objectContaining({ path }),
    );
  });

  test('asks for a mechanism of transfers by itself', () => {
    const directory = withInvented();
    edit(
      directory,
      'transferMechanism: standard-contractual-clauses',
      'transferMechanism: none-needed',
    );

    expect(problemsOf(directory).map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/under xx-invented a transfer needs a mechanism \(s\. 5\)/),
    );
  });

  test('decides about uses: people are free to object to what needs no basis', () => {
    const { policy } = loadedFrom(withInvented());
    const after = (consentState: 'not-asked' | 'refused') =>
      verdict({ policy, jurisdiction: id, purpose: 'service-provision', consentState });

    expect(after('not-asked')).toBe('permit');
    expect(after('refused')).toEqual(['objection']);
    expect(effectOf(policy, 'notice', 'refused', id)).toBe('objection-honoured');
  });

  test('hands over data on consent or a contract, as its data says', () => {
    const record = {
      category: 'prompt-text',
      purposes: ['service-provision'],
      collectedAt: now,
    };
    const everything = invented.replace(/\n {2}portable_data:.*/, '');

    const kindUnder = (law: string) =>
      portabilityOf(loadedFrom(withInvented(law)).policy, [id], record).kind;
    expect(kindUnder(invented)).toBe('left-out');
    expect(kindUnder(everything)).toBe('portable');
  });

  test('has complaints sent to the controller or the authority, as its data says', () => {
    const routeUnder = (law: string) =>
      rightsOf(loadedFrom(withInvented(law)).policy, [id], now).find(
        ({ right }) => right === 'complaint',
      )?.route;

    expect(routeUnder(invented)).toBe('request');
    expect(routeUnder(invented.replace('to: controller, ', ''))).toBe('authority');
  });

  test('answers a request: due date, remedies, and an export that names the law', async () => {
    const fixture = await openRequestFixture(loadedFrom(withInvented()).policy);
    onTestFinished(() => fixture.stop());
    fixture.setClock('2026-11-24T09:00:00Z');
    const person = await newPerson(fixture, 'NZ');
    await keep(fixture, person, [{}]);

    const answer = await submit(fixture, person.caller, { kind: 'access' });
    expect(answer).toMatchObject({ status: 202, body: { request: { jurisdiction: id } } });
    expect(answer.body.request.dueAt).toMatch(/^2026-12-14T22:59:59/);
    const run = firstAttempt(answer);
    await begin(fixture, run);
    await fulfilExport(fixture, run);
    const link = await follow(fixture, answer.body.followUpToken, 'POST', '/download');
    const files = unzipSync((await fixture.fetchObject(link.body.url)) as Uint8Array);
    const text = (path: string) => Buffer.from(files[path]!).toString();

    expect(text('index.html')).toContain('Invented Act (IA)');
    expect(text('index.html')).toContain('The invented authority.');
    expect(JSON.parse(text('rights.json')).jurisdictions).toEqual([
      {
        id,
        name: 'Invented Act on Personal Data',
        label: { name: 'Invented Act (IA)', short: 'IA', lang: 'en' },
        advisory: false,
      },
    ]);
  });
});

function problemsOf(directory: string) {
  const load = loadPolicy(directory, { today: '2026-11-24' });
  return load.kind === 'invalid' ? load.errors : [];
}
