import { scopes } from '../../lambda/platform/http/contract.ts';
import { approximateDays } from '../../lambda/value/duration.ts';
import { faultOfPlace, isCountry } from '../../lambda/policy/places.ts';
import type { Finding, Path } from './problem.ts';
import type { Law } from '../../lambda/policy/law.ts';
import type { PolicyDocument } from '../../lambda/policy/schema.ts';
import { tables } from '../tables.ts';
import { recipientFindings, transferFindings } from './recipient-rules.ts';
import { suggest } from './suggest.ts';

/** Rules of the controller, its recipients, its issuers and the evidence it keeps. */
export function establishmentFindings(document: PolicyDocument): Finding[] {
  return [
    ...timeZoneFindings(document),
    ...residenceFindings(document),
    ...recipientFindings(document),
    ...issuerFindings(document),
  ];
}

function timeZoneFindings({ controller: { timeZone, holidays } }: PolicyDocument): Finding[] {
  const findings: Finding[] = holidays.flatMap((day, index) =>
    holidays.indexOf(day) < index
      ? [
          {
            path: ['controller', 'holidays', index],
            message: `${day} stands here twice.`,
            remedy: 'Remove one of the two.',
          },
        ]
      : [],
  );
  if (isTimeZone(timeZone)) return findings;
  return [
    ...findings,
    {
      path: ['controller', 'timeZone'],
      message: `\`${timeZone}\` is not a time zone of the IANA list.`,
      remedy: nearestZone(timeZone),
    },
  ];
}

/** A named zone: offsets such as `+01:00` know no clock changes. */
function isTimeZone(name: string): boolean {
  if (!/^(UTC|[A-Z][A-Za-z_]+(\/[A-Z][A-Za-z_+-]+)+)$/.test(name)) return false;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
    return timeZone.length > 0;
  } catch {
    return false;
  }
}

function nearestZone(written: string): string {
  const hint = suggest(written, Intl.supportedValuesOf('timeZone'));
  return hint.startsWith('Did') ? hint : 'Write it as continent and city: Europe/Berlin.';
}

function residenceFindings({ jurisdictions, minors }: PolicyDocument): Finding[] {
  const named: (readonly [Path, string])[] = [
    ...Object.keys(jurisdictions.residences).map(
      (code) => [['jurisdictions', 'residences', code], code] as const,
    ),
    ...Object.keys(minors.consentAge).map(
      (code) => [['minors', 'consentAge', code], code] as const,
    ),
  ];
  return named.flatMap(([path, code]): Finding[] => {
    const fault = faultOfPlace(code);
    if (fault === undefined) return [];
    const named = isCountry(code.slice(0, 2)) ? code : code.slice(0, 2);
    return [{ path, at: 'key', message: `\`${named}\` ${fault.message}`, remedy: fault.remedy }];
  });
}

export function issuerFindings({ issuers }: Pick<PolicyDocument, 'issuers'>): Finding[] {
  return issuers.flatMap((issuer, index): Finding[] => {
    const findings: Finding[] = [];
    for (const field of ['issuer', 'jwksUri'] as const) {
      const url = issuer[field];
      if (url !== undefined && !url.startsWith('https://') && !isLoopback(url)) {
        findings.push({
          path: ['issuers', index, field],
          message: 'Keys fetched over plain http can be replaced on the way.',
          remedy: 'Use an https URL.',
        });
      }
    }
    const twin = issuers.findIndex(
      (other) => other.issuer === issuer.issuer && other.audience === issuer.audience,
    );
    if (twin < index) {
      findings.push({
        path: ['issuers', index, 'audience'],
        message:
          'Two entries have this issuer and audience, so callers could not be distinguished.',
        remedy: 'Give each kind of caller an audience of its own.',
      });
    }
    if (issuer.emailAuthoritative && issuer.caller !== 'subject') {
      findings.push({
        path: ['issuers', index, 'emailAuthoritative'],
        message: 'Only the e-mail addresses of data subjects link identities.',
        remedy: 'Remove it, or set `caller: subject`.',
      });
    }
    for (const field of ['amr', 'acr'] as const) {
      if (issuer[field] === undefined || issuer.caller === 'staff') continue;
      findings.push({
        path: ['issuers', index, field],
        message: 'A second factor is asked of staff only.',
        remedy: 'Remove it, or set `caller: staff`.',
      });
    }
    if (issuer.web !== undefined) {
      const first = issuers.find(
        ({ caller, web }) => caller === issuer.caller && web !== undefined,
      );
      if (issuer.caller === 'service') {
        findings.push({
          path: ['issuers', index, 'web'],
          message: 'Programs do not sign in with a browser.',
          remedy: 'Remove it, or set `caller: subject` or `caller: staff`.',
        });
      } else if (first !== issuer) {
        findings.push({
          path: ['issuers', index, 'web'],
          message: `The pages sign in each ${issuer.caller} with one issuer, and another entry has \`web\` already.`,
          remedy: 'Keep `web` at one of them.',
        });
      }
    }
    for (const [scope, mapped] of Object.entries(issuer.scopeMap)) {
      for (const [position, ours] of mapped.entries()) {
        if ((scopes as readonly string[]).includes(ours)) continue;
        findings.push({
          path: ['issuers', index, 'scopeMap', scope, position],
          message: `\`${ours}\` is not a scope of Custos.`,
          remedy: suggest(ours, scopes),
        });
      }
    }
    return findings;
  });
}

const isLoopback = (url: string): boolean =>
  ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);

/** How long the laws in use have requests stay on record: 11 CCR 7101(a) for at least 24 months. */
const recordFindings = ({ evidence }: PolicyDocument, law: Law): Finding[] =>
  Object.entries(law).flatMap(([jurisdiction, { requestRecords: least }]) =>
    // No 730 days for P24M: a leap day makes 24 months one day longer.
    least === undefined ||
    approximateDays(evidence.request.retention) >= approximateDays(least.period)
      ? []
      : [
          {
            path: ['evidence', 'request', 'retention'],
            message: `Under ${jurisdiction} requests have to stay on record for ${least.period} (${least.reference}).`,
            remedy: `Set ${least.period} or longer.`,
          },
        ],
  );

/** The longest time that a table can be restored for, and a day in which its end is observed. */
const observedDays = Math.max(...tables.map(({ recoveryDays }) => recoveryDays)) + 1;

/** An erasure is final, and can be checked after a restore, while its request is on record. */
const recoveryFindings = ({ evidence }: PolicyDocument): Finding[] =>
  approximateDays(evidence.request.retention) >= observedDays
    ? []
    : [
        {
          path: ['evidence', 'request', 'retention'],
          message: `A table can be restored for ${observedDays - 1} days: with a shorter record of requests no erasure is certified as final, and a restore could bring back what was erased.`,
          remedy: `Set P${observedDays}D or longer.`,
        },
      ];

/** Rules of the establishment that follow from the laws in use. A longer period of a law says enough. */
export function establishmentLawFindings(document: PolicyDocument, law: Law): Finding[] {
  const ofLaws = recordFindings(document, law);
  return [
    ...transferFindings(document, law),
    ...(ofLaws.length > 0 ? ofLaws : recoveryFindings(document)),
  ];
}
