import { describe, expect, test } from 'vitest';
import { allFunctions } from '../../lib/functions.ts';
import type { FunctionFacts, Need } from '../../lambda/platform/environment.ts';

/** The rights of a function, one word each: `table disclosures query`, `keyring unwrap`, `workflow fulfilment`. */
const rightsOf = ({ needs }: FunctionFacts): string[] =>
  needs.flatMap((need: Need) =>
    'table' in need
      ? need.actions.map((action) => `table ${need.table.name} ${action}`)
      : Object.entries(
          'objects' in need && need.under ? { [need.under]: need.objects } : need,
        ).flatMap(([kind, rights]) => [rights].flat().map((right) => `${kind} ${String(right)}`)),
  );

/** What the text of SECURITY.md has to say of who has a right that reaches people. */
const saidOf: readonly (readonly [right: RegExp, said: RegExp])[] = [
  [/^keyring unwrap$/, /reads|unwraps|decrypt|opens the files|turns back/],
  [/^keyring sign-/, /signs/],
  [/^table records (?:insert|update)$/, /records/],
  [
    /^table (?!open-requests|affected-people|contained-people|aliases)\S+ delete$/,
    /deletes|destroys|unreadable|counts|signs/,
  ],
  [/^table (?:affected-people|contained-people) delete$/, /destroys all/],
  [/^table records scan$/, /scans|lists|affected/],
  [/^table subject-keys (?:update|delete)$/, /destroys|makes unreadable/],
  [/^table subjects scan$/, /all|scans/],
  [/^table requests (?:insert|update)$/, /requests|tasks|systems|erasures|exports|records|holds/],
  [/^table (?:consents|consent-states) (?:insert|update)$/, /choices/],
  [/^table affected-people (?:insert|update)$/, /affected|addresses|came back/],
  [/^table contained-people (?:insert|update)$/, /stops all|unreadable/],
  [/^table media-links insert$/, /links|all records/],
  [/^table media-uploads (?:insert|update)$/, /uploaded|upload and/],
  [/^table holds (?:insert|update)$/, /holds/],
  [
    /^table aliases (?:update|delete)$/,
    /name|signs in|sign-in|links|records|requests|choices|people/,
  ],
  [/^table disclosures query$/, /who received|what it can decrypt|destroys all/],
  [/^table disclosures insert$/, /disclosures/],
  [/^table contributions (?:insert|update)$/, /measurements/],
  [/^table contributions delete$/, /counted|destroys all/],
  [/^workflow aggregate-close$/, /counting/],
  [/^table outcomes (?:insert|update)$/, /outcomes|false records/],
  [/^table outcomes delete$/, /destroys all/],
  [/^table fairness-reports (?:insert|update)$/, /reports|reviews/],
  [/^workflow fairness-report$/, /reports/],
  [/^table source-notices (?:insert|update)$/, /informed/],
  [/^table text-pseudonyms (?:increment|insert)$/, /pseudonyms/],
  [/^table incidents (?:insert|update)$/, /incident|due date/],
  [/^table mails insert$/, /requests|records|exports|certificates/],
  [/^mail send$/, /writes to/],
  [/^objects put$/, /writes[^;]*exports/],
  [/^objects (?:get|link)$/, /reads[^;]*exports|downloads/],
  [/^objects delete$/, /deletes[^;]*exports|writes[^;]*exports/],
  [/^training put$/, /writes[^;]*training sets/],
  [/^training (?:get|link)$/, /reads[^;]*training sets/],
  [/^training delete$/, /deletes training sets/],
  [/^table training-rows (?:insert|update)$/, /training sets/],
  [/^workflow training-set-build$/, /training sets/],
  [/^workflow training-departure$/, /departures/],
  [/^media receive$/, /uploaded/],
  [/^media (?:inspect|read)$/, /reads[^;]*(?:files|exports)/],
  [/^media keep$/, /writes[^;]*files/],
  [/^media delete$/, /deletes[^;]*files/],
  [/^workflow system-run$/, /runs/],
  [/^workflow fulfilment$/, /(?:starts|approves)[^;]*requests/],
  [/^workflow retention-sweep$/, /sweeps/],
  [/^workflow key-rotation$/, /rotat|ordered/],
  [/^workflow incident-notices$/, /notices/],
  [/^workflow affected-people$/, /affected/],
  [/^systems call$/, /systems/],
  [/^events publish$/, /events/],
  [/^quarantine /, /stops functions/],
  [/^pages publish$/, /pages[^;]*tokens/],
];

/** Traces of what a function did, and marks and counts that every change of a person's data moves. */
const alongside =
  /^table (?:(?:activity|outbox|idempotency|subject-keys) insert|(?:subjects|aliases|open-requests|record-counts) \w+)$/;

describe('the worst case of a function', () => {
  test.each(allFunctions.map((facts) => [facts.name, facts] as const))(
    'of %s says what each of its rights lets it do to people',
    (_, facts) => {
      const unsaid = rightsOf(facts).flatMap((right) =>
        saidOf
          .filter(([pattern, said]) => pattern.test(right) && !said.test(facts.worstCase))
          .map(([, said]) => `${right}: ${said.source}`),
      );

      expect(unsaid).toEqual([]);
    },
  );

  test('has words for every right to change rows of people', () => {
    const changing = allFunctions.flatMap(({ needs }) =>
      needs.flatMap((need) =>
        'table' in need && need.table.erasure.kind !== 'not-personal'
          ? need.actions
              .filter((action) => ['insert', 'update', 'delete'].includes(action))
              .map((action) => `table ${need.table.name} ${action}`)
          : [],
      ),
    );

    const without = [...new Set(changing)].filter(
      (right) => !alongside.test(right) && !saidOf.some(([pattern]) => pattern.test(right)),
    );

    expect(without.toSorted()).toEqual([]);
  });

  test.each(saidOf.map(([right]) => [right.source, right] as const))(
    '%s is a right that a function has',
    (_, right) => {
      expect(allFunctions.flatMap(rightsOf).some((one) => right.test(one))).toBe(true);
    },
  );
});
