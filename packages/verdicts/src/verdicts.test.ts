import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readMade } from './made.ts';
import { readVerdicts, sayVerdict, takeBackVerdict } from './verdicts.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'proofsheet-verdicts-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('each verdict is a line at once, the last one on a picture counts, and taking it back brings the one before', async () => {
  const file = path.join(folder, 'verdicts.jsonl');
  expect((await readVerdicts(file)).size).toBe(0);
  await sayVerdict(file, { tag: 'chair', sha256: 'a', verdict: 'crop', fault: 'no legs' });
  await sayVerdict(file, { tag: 'chair', sha256: 'a', verdict: 'ok' });
  expect((await readFile(file, 'utf8')).split('\n')).toHaveLength(3);
  expect((await readVerdicts(file)).get('a')?.verdict).toBe('ok');
  expect(await takeBackVerdict(file)).toMatchObject({ sha256: 'a', verdict: 'ok' });
  expect((await readVerdicts(file)).get('a')).toMatchObject({ verdict: 'crop', fault: 'no legs' });
  await takeBackVerdict(file);
  expect(await takeBackVerdict(file)).toBeUndefined();
});

test('a list of pictures that leads out of its folder is refused', async () => {
  const line = (file: string) =>
    JSON.stringify({
      ...{ tag: 'a', variant: 0, format: 'square' },
      picture: { file, sha256: 'a', template: 't', score: 1, findings: [] },
    });
  await writeFile(path.join(folder, 'outputs.jsonl'), line('a.jpg'));
  expect(await readMade(folder)).toHaveLength(1);
  for (const file of ['../a.jpg', '/etc/passwd', '..']) {
    await writeFile(path.join(folder, 'outputs.jsonl'), line(file));
    await expect(readMade(folder)).rejects.toThrow('must be a file name');
  }
});
