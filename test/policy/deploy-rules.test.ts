import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compilePolicy } from '../../lambda/policy/bundled.ts';
import { deployFindings } from '../../lib/policy/deploy-rules.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { copyOfPolicy, edit, loadedFrom } from './edited-policy.ts';

const { policy: example } = loadedFrom('policy');
type Basis = NonNullable<Policy['purposes'][string]['legalBasis']['gdpr']>;
const today = '2026-11-24';

const resting = (basis: Basis | undefined): Policy => {
  const improvement = example.purposes['improvement']!;
  const legalBasis = { ...improvement.legalBasis, ...(basis && { gdpr: basis }) };
  if (basis === undefined) delete legalBasis.gdpr;
  return {
    ...example,
    purposes: { ...example.purposes, improvement: { ...improvement, legalBasis } },
  };
};
const consent: Basis = { basis: 'consent' };
const interests: Basis = { basis: 'legitimate-interests' };
const from = (effectiveFrom: string, previous: Basis = consent): Basis => ({
  ...interests,
  effectiveFrom,
  previous,
});

describe('GDPR Art. 6(1)(a): what was collected on consent stays on it', () => {
  test.each<[string, Basis, Basis | undefined, boolean]>([
    ['the consent stays', consent, consent, true],
    ['the purpose is denied under the law', consent, undefined, true],
    ['another basis for everything', consent, interests, false],
    ['another basis for what is collected from today on', consent, from(today), true],
    ['another basis for what is collected later', consent, from('2027-01-01'), true],
    [
      'another basis for what was collected yesterday on consent',
      consent,
      from('2026-11-23'),
      false,
    ],
    ['another earlier basis', consent, from(today, { basis: 'contract' }), false],
    ['the earlier consent is kept', from('2026-06-01'), from('2026-06-01'), true],
    ['the earlier consent covers less', from('2026-06-01'), from('2026-05-01'), false],
    ['the earlier consent covers more', from('2026-06-01'), from('2026-07-01'), true],
    ['the earlier consent is dropped', from('2026-06-01'), interests, false],
    ['everything comes to rest on consent', from('2026-06-01'), consent, true],
    ['nothing rested on consent', interests, { basis: 'contract' }, true],
    ['nothing rested on consent before', from(today, { basis: 'contract' }), interests, true],
  ])('%s', (_title, before, after, allowed) => {
    const findings = deployFindings(resting(before), resting(after), today);

    expect(findings.map(({ path }) => path.join('.'))).toEqual(
      allowed ? [] : ['purposes.improvement.legalBasis.gdpr'],
    );
  });

  test('says from when on the other basis could hold', () => {
    const [now] = deployFindings(resting(consent), resting(interests), today);
    const [earlier] = deployFindings(resting(from('2026-06-01')), resting(interests), today);

    expect(now?.message).toMatch(/before 2026-11-24 would rest on `legitimate-interests`/);
    expect(now?.remedy).toContain('effectiveFrom: 2026-11-24 or later');
    expect(earlier?.message).toContain('before 2026-06-01');
  });

  test('a purpose that is new or gone takes no consent along', () => {
    const purposes = { ...example.purposes };
    delete purposes['improvement'];

    expect(deployFindings(example, { ...example, purposes }, today)).toEqual([]);
    expect(deployFindings({ ...example, purposes }, example, today)).toEqual([]);
  });

  test('`policy check --for-deploy` refuses it, with the line, against the compiled policy', () => {
    const directory = copyOfPolicy();
    const deployed = join(copyOfPolicy(), 'policy.json');
    writeFileSync(deployed, compilePolicy(example));
    edit(
      directory,
      'basis: consent\n        reference: GDPR Art. 6(1)(a)\n',
      'basis: legitimate-interests\n',
    );
    edit(
      directory,
      '    # After this time people are asked again.\n    consentValidity: P2Y\n',
      '',
    );

    const { status, stderr } = spawnSync(
      process.execPath,
      ['bin/custos.mjs', 'policy', 'check', directory, '--for-deploy', '--deployed', deployed],
      { encoding: 'utf8' },
    );

    expect(status).toBe(1);
    expect(stderr).toMatch(/policy\.yaml:\d+:\d+ purposes\.improvement\.legalBasis\.gdpr\n/);
    expect(stderr).toContain('previous: {basis: consent}');
  });
});
