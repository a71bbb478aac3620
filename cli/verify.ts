import { Command } from 'commander';
import process from 'node:process';
import { canonicalJson, sha256Hex } from '../lambda/value/canonical.ts';
import { readFileOrInput } from './standard-input.ts';
import { documentsIn, DocumentError } from './verify/document.ts';
import type { Document, Kind } from './verify/document.ts';
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
    .description(
      'verify a certificate (erased, final, nothing held) or the receipt of a consent, and print it',
    )
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
        `that it names, as is the certificate that a final one names; 1 when not; ${notVerified} without --jwks: then the document is printed, unverified.`,
      ].join('\n'),
    )
    .action(run);
}

async function run(file: string, { jwks }: VerifyOptions, command: Command): Promise<void> {
  const documents = await readDocuments(file, command);
  for (const document of documents) {
    const problem = await problemOf(document, jwks);
    if (problem !== undefined) command.error(`error: ${problem}`);
  }
  const printed = documents.map((document) =>
    [headingOf(document, jwks), '', ...wordsOf(document), ''].join('\n'),
  );
  process.stdout.write(printed.join('\n'));
  if (documents.every(({ kind }) => kind === 'certificate')) process.stdout.write(notFinal);
  if (jwks === undefined) process.exitCode = notVerified;
}

const notFinal = [
  '',
  'The file has no FINAL certificate. It follows when no backup is observed that can bring a key back:',
  'read the request again then. Staff see what is in its way with custos requests show.',
  '',
].join('\n');

const titles: Readonly<Record<Kind, string>> = {
  certificate: 'Certificate of an erasure',
  'final certificate': 'Certificate that an erasure is final',
  'nothing held certificate': 'Certificate that nothing is held',
  receipt: 'Receipt of a choice',
};

const headingOf = ({ kind, keyId }: Document, jwks: string | undefined): string =>
  jwks === undefined
    ? `${titles[kind]}, NOT VERIFIED: give the keys of the controller with --jwks.`
    : `${titles[kind]}, verified: signed with the key ${keyId} of ${jwks}.`;

async function readDocuments(file: string, command: Command): Promise<readonly Document[]> {
  try {
    return documentsIn(await readFileOrInput(file));
  } catch (error) {
    if (error instanceof DocumentError) command.error(`error: ${error.message}`);
    if (error instanceof Error && 'code' in error) command.error('error: the file cannot be read');
    throw error;
  }
}

async function problemOf(
  { kind, token, content, manifest, erased }: Document,
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
  if (manifest !== undefined && sha256Hex(canonicalJson(manifest)) !== content['manifestSha256']) {
    return 'the manifest is not the one that the certificate names';
  }
  if (erased !== undefined && sha256Hex(erased) !== content['erasedCertificateSha256']) {
    return 'the final certificate names another certificate of an erasure';
  }
  return undefined;
}
