import { expect, test } from 'vitest';
import { drawingOf } from './drawing.ts';
import { terminalOf } from './terminal.ts';

test('the picture of the architecture is drawn from its text', async () => {
  await expect(drawingOf('docs/images/architecture.yaml')).toMatchFileSnapshot(
    '../../docs/images/architecture.svg',
  );
});

test('the picture of the terminal is drawn from its text', async () => {
  await expect(terminalOf('docs/images/terminal.txt')).toMatchFileSnapshot(
    '../../docs/images/terminal.svg',
  );
});
