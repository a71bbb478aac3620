import type { PolicyTexts } from '../../lib/web/policy-texts.ts';
import type { WebSettings } from '../../lib/web/web-settings.ts';

export type { PolicyTexts, WebSettings };

/** A file of this site is missing or is not JSON: the site is not deployed completely. */
export class SiteFileError extends Error {
  override readonly name = 'SiteFileError';
}

export const readSettings = (): Promise<WebSettings> => readJson<WebSettings>('/settings.json');

export const readTexts = (locale: string): Promise<PolicyTexts> =>
  readJson<PolicyTexts>(`/texts/${encodeURIComponent(locale)}.json`);

async function readJson<Content>(path: string): Promise<Content> {
  try {
    const response = await fetch(path);
    if (!response.ok) throw new Error(`${path} was answered with status ${response.status}`);
    return (await response.json()) as Content;
  } catch (cause) {
    throw new SiteFileError(`${path} cannot be read`, { cause });
  }
}
