import { xmlText } from './xml.ts';
import type { XmlContent } from './xml.ts';

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | number>>;
  readonly body?: Buffer | string;
}

/** One request, after its bucket and key are known. */
export interface Call {
  readonly method: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export const xml = (name: string, content: XmlContent): Reply => ({
  headers: { 'content-type': 'application/xml' },
  body: xmlText(name, content),
});
