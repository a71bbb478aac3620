import { describe, expect, test } from 'vitest';
import { refusedFiles } from '../../lambda/cleaning/inspection.ts';
import { uploadEvent } from '../../lambda/media/intake/event.ts';
import { nextStep, uploadRefusals, uploadStates } from '../../lambda/media/model/upload.ts';
import type { UploadFacts } from '../../lambda/media/model/upload.ts';

const verdicts = ['clean', 'threat', 'unscannable', 'not-scanned'] as const;
const scans = ['required', 'none'] as const;
const waiting = { state: 'waiting', bytes: 10 } as const;
const sent = (malware: (typeof verdicts)[number] = 'not-scanned', bytes = 10) => ({
  ...{ bytes, malware },
});

describe('what is done next about an upload', () => {
  test.for<[string, UploadFacts, ReturnType<typeof nextStep>]>([
    ['as announced: inspected', { row: waiting, file: sent(), scan: 'none' }, { kind: 'inspect' }],
    [
      'of another length: refused',
      { row: waiting, file: sent('clean', 11), scan: 'none' },
      { kind: 'refuse', because: 'wrong-size' },
    ],
    [
      'not scanned yet where a scan is required: waits for the event of the scan',
      { row: waiting, file: sent(), scan: 'required' },
      { kind: 'wait' },
    ],
    [
      'scanned where a scan is required: inspected',
      { row: waiting, file: sent('clean'), scan: 'required' },
      { kind: 'inspect' },
    ],
    [
      'whose scan ended without a verdict, where one is required: refused, as it is not repeated',
      { row: waiting, file: sent('unscannable'), scan: 'required' },
      { kind: 'refuse', because: 'unscannable' },
    ],
    [
      'whose scan ended without a verdict, where none is required: inspected',
      { row: waiting, file: sent('unscannable'), scan: 'none' },
      { kind: 'inspect' },
    ],
    [
      'whose announcement can be decrypted no more: refused',
      { row: { state: 'waiting' }, file: sent(), scan: 'none' },
      { kind: 'refuse', because: 'announcement-ended' },
    ],
    ['not there yet: nothing', { row: waiting, scan: 'none' }, { kind: 'nothing' }],
    ['announced by no one: discarded', { file: sent(), scan: 'none' }, { kind: 'discard' }],
    [
      'kept already: discarded',
      { row: { state: 'kept' }, file: sent(), scan: 'none' },
      { kind: 'discard' },
    ],
    [
      'kept already and gone: nothing',
      { row: { state: 'kept' }, scan: 'none' },
      { kind: 'nothing' },
    ],
    ['neither: nothing', { scan: 'none' }, { kind: 'nothing' }],
  ])('%s', ([, facts, step]) => {
    expect(nextStep(facts)).toEqual(step);
  });

  test('with malware it is refused, whether a scan is required or not', () => {
    for (const scan of scans) {
      expect(nextStep({ row: waiting, file: sent('threat'), scan })).toEqual({
        ...{ kind: 'refuse', because: 'malware' },
      });
    }
  });

  test('a file is inspected only while it waits, as announced, and as far as the scan demands', () => {
    for (const state of uploadStates) {
      for (const malware of verdicts) {
        for (const scan of scans) {
          for (const bytes of [10, 11]) {
            const { kind } = nextStep({
              row: { state, bytes: 10 },
              file: sent(malware, bytes),
              scan,
            });
            const isClean = malware === 'clean' || (malware !== 'threat' && scan === 'none');
            expect(kind === 'inspect').toBe(state === 'waiting' && bytes === 10 && isClean);
          }
        }
      }
    }
  });

  test('what is refused is cleared again by each event, so that a crash leaves nothing', () => {
    for (const scan of scans) {
      for (const file of [undefined, ...verdicts.map((malware) => sent(malware))]) {
        expect(nextStep({ row: { state: 'refused' }, file, scan })).toEqual({ kind: 'clear' });
      }
    }
  });

  test('every reason that an inspection gives is one that the API can name', () => {
    expect(uploadRefusals).toEqual(expect.arrayContaining([...refusedFiles]));
  });
});

const id = '019ab3f0-81d2-7b0c-8a61-2d9e4f7c3b58';

/** As in the Amazon S3 User Guide, "EventBridge event message structure". */
const created = (key: string) => ({
  version: '0',
  id: '17793124-05d4-b198-2fde-7ededc63b103',
  'detail-type': 'Object Created',
  source: 'aws.s3',
  account: '111122223333',
  time: '2021-11-12T00:00:00Z',
  region: 'eu-central-1',
  resources: ['arn:aws:s3:::amzn-s3-demo-bucket1'],
  detail: {
    version: '0',
    bucket: { name: 'amzn-s3-demo-bucket1' },
    object: {
      ...{ key, size: 5, etag: 'b1946ac92492d2347c6235b4d2611184' },
      ...{ 'version-id': 'IYV3p45BT0ac8hjHg1houSdS1a.Mro8e', sequencer: '617f08299329d189' },
    },
    'request-id': 'N4N7GDK58NMKJ12R',
    requester: '123456789012',
    'source-ip-address': '1.2.3.4',
    reason: 'PostObject',
  },
});

/** As in the Amazon GuardDuty User Guide, "Monitoring S3 object scans with Amazon EventBridge". */
const scanned = (objectKey: string) => ({
  version: '0',
  id: '72c7d362-737a-6dce-fc78-9e27a0171419',
  'detail-type': 'GuardDuty Malware Protection Object Scan Result',
  source: 'aws.guardduty',
  account: '111122223333',
  time: '2024-02-28T01:01:01Z',
  region: 'eu-central-1',
  resources: [
    'arn:aws:guardduty:eu-central-1:111122223333:malware-protection-plan/b4c7f464ab3a4EX',
  ],
  detail: {
    schemaVersion: '1.0',
    scanStatus: 'COMPLETED',
    resourceType: 'S3_OBJECT',
    s3ObjectDetails: {
      bucketName: 'amzn-s3-demo-bucket1',
      ...{ objectKey, eTag: 'ASIAI44QH8DHBEXAMPLE' },
      ...{ versionId: 'd41d8cd98f00b204e9800998eEXAMPLE', s3Throttled: false },
    },
    scanResultDetails: { scanResultStatus: 'NO_THREATS_FOUND', threats: null },
  },
});

describe('an event about an upload', () => {
  test.for([
    ['S3', created],
    ['GuardDuty', scanned],
  ] as const)('of %s names its record, and of other objects none', ([, event]) => {
    expect(uploadEvent.parse(event(`uploads/${id}`))).toBe(id);
    const others = [`media/${id}/${id}`, `uploads/${id}/x`, `x/uploads/${id}`, 'uploads/', '', id];
    expect(others.map((key) => uploadEvent.parse(event(key)))).toEqual(others.map(() => undefined));
  });

  test('of anything else is rejected', () => {
    for (const event of [
      { ...created(`uploads/${id}`), 'detail-type': 'Object Deleted' },
      { ...scanned(`uploads/${id}`), source: 'aws.s3' },
      { detail: {} },
      undefined,
    ]) {
      expect(uploadEvent.safeParse(event).success).toBe(false);
    }
  });
});
