import type { APIGatewayProxyEvent } from 'aws-lambda';
import { headerOf } from './headers.ts';
import { readJson } from './json.ts';
import { problem } from './problem.ts';
import type { Problem } from './problem.ts';

export type Body = { readonly kind: 'read'; readonly value: unknown } | Problem;

/**
 * Reads the body as JSON. An absent body is undefined: the contract decides whether that is
 * allowed.
 */
export function readBody(event: APIGatewayProxyEvent, maximumBytes: number): Body {
  if (event.body === null || event.body === '') return { kind: 'read', value: undefined };
  if (!isJson(headerOf(event, 'content-type'))) {
    return problem('unsupported-media-type', {
      detail: 'Send the body as JSON in UTF-8 with content-type: application/json.',
    });
  }
  if (bytesOf(event.body, event.isBase64Encoded) > maximumBytes) {
    return problem('payload-too-large', {
      detail: `The body may have at most ${maximumBytes} bytes.`,
    });
  }
  const text = textOf(event.body, event.isBase64Encoded);
  if (text === undefined) return rejected('', 'send the body in UTF-8');
  return parse(text);
}

function parse(text: string): Body {
  const read = readJson(text);
  return read.kind === 'read' ? read : rejected(read.detail.pointer, read.detail.message);
}

const rejected = (pointer: string, message: string): Problem =>
  problem('invalid-input', { errors: [{ pointer, message }] });

function isJson(contentType: string | undefined): boolean {
  return json.test(contentType?.trim() ?? '');
}

// RFC 8259 section 11: parameters have no effect. Whether it is UTF-8 is checked on the bytes.
const token = "[\\w!#$%&'*+.^`|~-]+";
const parameter = String.raw`[ \t]*;[ \t]*(?:${token}[ \t]*=[ \t]*(?:${token}|"(?:[^"\\]|\\.)*"))?`;
const json = new RegExp(`^application/json(?:${parameter})*$`, 'i');

function bytesOf(body: string, base64: boolean): number {
  return Buffer.byteLength(body, base64 ? 'base64' : 'utf8');
}

function textOf(body: string, base64: boolean): string | undefined {
  if (!base64) return body;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      Buffer.from(body, 'base64'),
    );
  } catch {
    return undefined;
  }
}
