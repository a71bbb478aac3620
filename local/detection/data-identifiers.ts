import { isIPv4, isIPv6 } from 'node:net';
import * as z from 'zod';
import { TemplateError } from '../template.ts';

/** Whether a line has data that must not be in it. */
export type Finder = (line: string) => boolean;

const policy = z.object({
  Statement: z.array(z.object({ DataIdentifier: z.array(z.string()) })),
  Configuration: z
    .object({ CustomDataIdentifier: z.array(z.object({ Name: z.string(), Regex: z.string() })) })
    .optional(),
});

const matches =
  (expression: RegExp): Finder =>
  (line) =>
    expression.test(line);

/**
 * The identifiers of CloudWatch Logs that the templates name, as far as their description goes (Amazon
 * CloudWatch Logs User Guide, types of data that you can protect). AWS uses trained models as well.
 */
const managed: Readonly<Record<string, Finder>> = {
  // Found near a word that says what it is.
  AwsSecretKey: matches(/(?:aws|secret).{0,24}?[\s"'=:]+[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/i),
  CreditCardNumber: (line) =>
    (line.match(/(?<![\w.-])(?:\d[ -]?){12,18}\d(?![\w-])/g) ?? []).some(isCardNumber),
  EmailAddress: matches(/[\w.+'-]{1,64}@[a-z0-9](?:[a-z0-9-]*\.)+[a-z]{2,24}/i),
  IpAddress: (line) =>
    (line.match(/(?<![\w.:-])[0-9a-f.:]{3,45}(?![\w:-])/gi) ?? []).some((text) => {
      const address = text.replace(/[.:]+$/, '');
      return isIPv4(address.replace(/:\d+$/, '')) || (address.length > 4 && isIPv6(address));
    }),
  OpenSshPrivateKey: matches(/-----BEGIN OPENSSH PRIVATE KEY-----/),
  PkcsPrivateKey: matches(/-----BEGIN (?:ENCRYPTED |RSA )?PRIVATE KEY-----/),
};

/** Issuer prefixes of the large networks, and the check digit (ISO/IEC 7812-1, annex B). */
function isCardNumber(text: string): boolean {
  const digits = text.replaceAll(/\D/g, '');
  if (
    !/^(?:4\d{12}(?:\d{3})?|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|6(?:011|5\d\d)\d{12})$/.test(
      digits,
    )
  ) {
    return false;
  }
  const sum = digits
    .split('')
    .reverse()
    .reduce((total, digit, index) => {
      const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
}

/**
 * The finder of a data protection policy.
 *
 * @throws TemplateError for an identifier that the embedded runtime does not know
 */
export function dataFinder(document: unknown): Finder {
  const { Statement: statements, Configuration } = policy.parse(document);
  const custom = new Map(
    Configuration?.CustomDataIdentifier.map(({ Name, Regex }) => [
      Name,
      matches(new RegExp(Regex)),
    ]),
  );
  const names = new Set(statements.flatMap(({ DataIdentifier }) => DataIdentifier));
  const finders = [...names].map((name) => {
    const finder = custom.get(name) ?? managed[name.split('/').at(-1) ?? ''];
    if (finder === undefined) {
      throw new TemplateError(`the data identifier ${name} is not known to the embedded runtime`);
    }
    return finder;
  });
  return (line) => finders.some((finder) => finder(line));
}
