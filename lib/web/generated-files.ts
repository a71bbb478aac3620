import type { Policy } from '../../lambda/policy/schema.ts';
import { brandCss } from './brand.ts';
import type { Logo } from './logo.ts';
import { localesOf, policyTexts } from './policy-texts.ts';
import type { WebSettings } from './web-settings.ts';

export interface GeneratedFile {
  readonly contentType: string;
  readonly body: string | Buffer;
}

export interface GeneratedFrom {
  readonly policy: Policy;
  readonly settings: WebSettings;
  /** As the policy was loaded. */
  readonly logo?: Logo | undefined;
}

/** The files of the pages that follow from the policy and the deployment, by their path. */
export function generatedFiles({
  policy,
  settings,
  logo,
}: GeneratedFrom): Readonly<Record<string, GeneratedFile>> {
  const json = (value: object): GeneratedFile => ({
    contentType: 'application/json; charset=utf-8',
    body: JSON.stringify(value),
  });
  const texts = localesOf(policy).map(
    (locale) => [`/texts/${locale}.json`, json(policyTexts(policy, locale))] as const,
  );
  return {
    '/settings.json': json(settings),
    '/brand.css': { contentType: 'text/css; charset=utf-8', body: brandCss(policy.web.colours) },
    '/robots.txt': { contentType: 'text/plain; charset=utf-8', body: robots },
    ...Object.fromEntries(texts),
    ...(logo && { [logo.path]: { contentType: logo.contentType, body: logo.body } }),
  };
}

/** People find the privacy centre; the console is for staff. */
const robots = ['User-agent: *', 'Disallow: /console', 'Disallow: /v1/', ''].join('\n');
