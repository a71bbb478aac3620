import { Command } from 'commander';
import process from 'node:process';
import { canonicalJson, sha256Hex } from '../lambda/value/canonical.ts';
import { readFileOrInput } from './standard-input.ts';
import { documentIn, DocumentError } from './verify/document.ts';
import type { Document } from './verify/document.ts';
import { isSignedBy, KeySetError, readKeys } from './verify/key-set.ts';
import { wordsOf } from './verify/words.ts';

interface VerifyOptions {
  readonly jwks?: string;
}

/** Exit code without --jwks; 1 is for what does not verify. */
const notVerified = 2;

/** `custos verify`: whether a certificate or a receipt is genuine, and what it says. */
export function verifyCommand(): Command {
  return new Command('verify')
    .description('verify the certificate of an erasure or the receipt of a consent, and print it')
    .argument(
      '<file>',
      'the signed text, or the response of the API that holds it; - for standard input',
    )
    .option(
      '--jwks <url or file>',
      'public keys of the controller: the URL of its API with /v1/jwks.json, or a copy',
    )
    .addHelpText(
      'after',
      [
        '',
        'Take the keys from the controller, never from where the document comes from. The exit code is',
        '0 when one of the keys signed exactly this and its manifest, where the file has one, is the one',
        `that it names; 1 when not; ${notVerified} without --jwks: then the document is printed, unverified.`,
      ].join('\n'),
    )
    .action(run);
}

async function run(file: string, { jwks }: VerifyOptions, command: Command): Promise<void> {
  const document = await readDocument(file, command);
  const problem = await problemOf(document, jwks);
  if (problem !== undefined) command.error(`error: ${problem}`);
  const title =
    document.kind === 'certificate' ? 'Certificate of an erasure' : 'Receipt of a choice';
  const heading =
    jwks === undefined
      ? `${title}, NOT VERIFIED: give the keys of the controller with --jwks.`
      : `${title}, verified: signed with the key ${document.keyId} of ${jwks}.`;
  process.stdout.write(`${[heading, '', ...wordsOf(document)].join('\n')}\n`);
  if (jwks === undefined) process.exitCode = notVerified;
}

async function readDocument(file: string, command: Command): Promise<Document> {
  try {
    return documentIn(await readFileOrInput(file));
  } catch (error) {
    if (error instanceof DocumentError) command.error(`error: ${error.message}`);
    if (error instanceof Error && 'code' in error) command.error('error: the file cannot be read');
    throw error;
  }
}

async function problemOf(
  { kind, token, content, manifest }: Document,
  jwks: string | undefined,
): Promise<string | undefined> {
  try {
    if (jwks !== undefined && !(await isSignedBy(await readKeys(jwks), token))) {
      return `none of the keys of ${jwks} signed this ${kind}: it was changed, or made by another issuer`;
    }
  } catch (error) {
    if (error instanceof KeySetError) return error.message;
    throw error;
  }
  const isNamed =
    manifest === undefined || sha256Hex(canonicalJson(manifest)) === content['manifestSha256'];
  return isNamed ? undefined : 'the manifest is not the one that the certificate names';
}
