import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { bundleWidget } from '../../../bin/bundle-widget.ts';

const code = await bundleWidget();

test('the elements are at most 12 KB with gzip', () => {
  expect(gzipSync(code).length).toBeLessThanOrEqual(12 * 1024);
});

test('the module imports nothing and writes no HTML', () => {
  expect(code).not.toMatch(/\bimport\b|\brequire\(/);
  expect(code).not.toMatch(
    /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|Function\(/,
  );
  expect(code).not.toMatch(/\bstyle=|\.style\b/);
  expect(code).toContain('custos-privacy-link');
});

test('the module is loaded by a server, where it registers nothing', async () => {
  const url = `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`;
  const loaded = (await import(url)) as Record<string, unknown>;

  expect(Object.keys(loaded).sort()).toEqual(['CustosConsent', 'CustosPrivacyLink', 'addWords']);
});
