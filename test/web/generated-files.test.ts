import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadedOrThrow } from '../../lib/policy/loader.ts';
import { generatedFiles } from '../../lib/web/generated-files.ts';
import type { PolicyTexts } from '../../lib/web/policy-texts.ts';
import { webSettings } from '../../lib/web/settings-of.ts';
import { copyOfPolicy, edit } from '../policy/edited-policy.ts';

const stage = { deployment: 'dev' };
const svg = '<svg xmlns="http://www.w3.org/2000/svg"><path fill="url(#a)" d="M0 0"/></svg>';

function loaded(...edits: readonly (readonly [from: string, to: string])[]) {
  const directory = copyOfPolicy();
  for (const [from, to] of edits) edit(directory, from, to);
  writeFileSync(join(directory, 'logo.svg'), svg);
  return loadedOrThrow(directory);
}

describe('the settings of the pages', () => {
  test('are those of the policy, without anyone who signs in', () => {
    const { policy } = loaded();

    expect(webSettings(policy, policy.issuers, stage)).toEqual({
      stage: 'dev',
      name: 'Example Assistant GmbH',
      controller: {
        name: 'Example Assistant GmbH',
        address: 'Musterstraße 1, 10115 Berlin, Germany',
        contact: 'privacy@example.com',
        website: 'https://www.example.com',
        privacyOfficer: 'dpo@example.com',
      },
      language: 'en',
      locales: ['en', 'de'],
      signIn: {},
    });
  });

  test('name the client of each kind of caller', () => {
    const { policy } = loaded(
      [
        '    caller: subject\n',
        '    caller: subject\n    web: {clientId: centre, scope: openid email, resource: https://api.test}\n',
      ],
      ['    caller: staff\n', '    caller: staff\n    web: {clientId: console}\n'],
    );

    expect(webSettings(policy, policy.issuers, stage).signIn).toEqual({
      subject: {
        authority: 'https://login.example.com',
        clientId: 'centre',
        scope: 'openid email',
        scopeMap: { openid: ['custos/self'] },
        resource: 'https://api.test',
      },
      staff: {
        authority: 'https://staff.example.com',
        clientId: 'console',
        scope: 'openid',
        scopeMap: policy.issuers.find(({ caller }) => caller === 'staff')?.scopeMap,
      },
    });
  });

  test('have the name and the logo of the brand', () => {
    const { policy } = loaded(
      ['  # name: Example Assistant', '  name: Assistant'],
      ['  # logo: logo.svg', '  logo: logo.svg'],
    );

    expect(webSettings(policy, policy.issuers, stage)).toMatchObject({
      name: 'Assistant',
      logo: '/logo.svg',
    });
  });
});

describe('the files that follow from the policy', () => {
  const filesOf = ({ policy, logo }: ReturnType<typeof loaded>) =>
    generatedFiles({ policy, logo, settings: webSettings(policy, policy.issuers, stage) });

  test('are settings, colours, texts in each language and what robots read', () => {
    const files = filesOf(loaded());

    expect(Object.keys(files).sort()).toEqual([
      '/brand.css',
      '/robots.txt',
      '/settings.json',
      '/texts/de.json',
      '/texts/en.json',
    ]);
    expect(JSON.parse(String(files['/texts/de.json']?.body))).toMatchObject({ locale: 'de' });
    expect(JSON.parse(String(files['/settings.json']?.body))).toMatchObject({ stage: 'dev' });
  });

  test.each(['en', 'de'])('in %s are public, so nothing else is in them', (locale) => {
    const texts = JSON.parse(String(filesOf(loaded())[`/texts/${locale}.json`]?.body)) as object;

    const published = ['categories', 'laws', 'locale', 'purposes', 'recipients', 'systems'];
    expect(Object.keys(texts).sort()).toEqual(published);
  });

  test('say what each law is called, whom it protects, what it gives and how long an answer may take', () => {
    const texts = JSON.parse(String(filesOf(loaded())['/texts/de.json']?.body)) as PolicyTexts;
    const { gdpr, 'ch-fadp': fadp, ccpa } = texts.laws;

    expect(gdpr).toMatchObject({ short: 'DSGVO', places: expect.arrayContaining(['DE', 'NO']) });
    expect(gdpr?.rights.access).toEqual({ amount: 1, unit: 'calendar-months' });
    expect(gdpr?.rights['withdraw-consent']).toBe('immediately');
    expect(gdpr?.rights).not.toHaveProperty('limit-sensitive');
    expect(ccpa).toMatchObject({ places: ['US-CA'] });
    // The law says "without undue delay": the usual last day.
    expect(fadp?.rights.erasure).toEqual({ amount: 30, unit: 'calendar-days' });
  });

  test('say what stays through an erasure, and why', () => {
    const texts = JSON.parse(String(filesOf(loaded())['/texts/en.json']?.body)) as PolicyTexts;

    const staying = Object.values(texts.purposes).filter(({ withhold }) => withhold !== undefined);

    expect(staying.map(({ withhold }) => withhold?.ground)).toEqual(['legal-obligation']);
  });

  test('have the logo where the settings say', () => {
    const files = filesOf(loaded(['  # logo: logo.svg', '  logo: logo.svg']));

    expect(files['/logo.svg']).toEqual({
      contentType: 'image/svg+xml',
      body: Buffer.from(svg),
    });
  });
});
