import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const folder = new URL('../../models/', import.meta.url);

test('the models are those that models.json names, to the byte', async () => {
  const named = JSON.parse(await readFile(new URL('models.json', folder), 'utf8'));
  const files = (await readdir(folder)).filter((file) => file.endsWith('.onnx')).sort();
  expect(files).toEqual(named.map(({ name }: { name: string }) => `${name}.onnx`));
  for (const { name, bytes, sha256 } of named) {
    const model = await readFile(new URL(`${name}.onnx`, folder));
    expect(model.length, name).toBe(bytes);
    expect(createHash('sha256').update(model).digest('hex'), name).toBe(sha256);
  }
});

test('where the native library is missing, that is a state with its reason and an error of its own', async () => {
  const script = `
    import { registerHooks } from 'node:module';
    registerHooks({ resolve(name, context, next) {
      if (name.endsWith('onnxruntime_binding.node')) throw new Error('no such library on this platform');
      return next(name, context);
    } });
    const { modelsState } = await import('./models.ts');
    const { findFaces } = await import('./find-faces.ts');
    const before = modelsState();
    const image = { data: Buffer.alloc(64 * 64 * 3), width: 64, height: 64, channels: 3 };
    const errors = [];
    for (let go = 0; go < 2; go += 1) await findFaces(image).catch((error) => errors.push(error.name));
    console.log(JSON.stringify({ before, errors, after: modelsState() }));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
  });
  const { before, errors, after } = JSON.parse(stdout);
  expect(before).toBe('unloaded');
  expect(errors).toEqual(['VisionUnavailable', 'VisionUnavailable']);
  expect(after.unavailable).toContain('no such library');
});
