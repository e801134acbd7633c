import sharp from 'sharp';
import { expect, test } from 'vitest';
import { shownInTerminal } from './picture.ts';

const webp = await sharp({ create: { width: 40, height: 20, channels: 3, background: '#28507c' } })
  .webp()
  .toBuffer();

test('iTerm2 gets the file as it is, kitty a PNG of it, and a pipe or a multiplexer nothing', async () => {
  const shown = (env: Record<string, string>, terminal = true) => shownInTerminal(webp, { env, terminal });
  expect(await shown({ TERM_PROGRAM: 'iTerm.app' })).toContain(`:${webp.toString('base64')}\x07`);
  const sent = await shown({ TERM: 'xterm-kitty' });
  const data = sent.slice(sent.indexOf(';') + 1, sent.lastIndexOf('\x1b'));
  expect(sent).toMatch(/f=100,/);
  const picture = await sharp(Buffer.from(data, 'base64')).metadata();
  expect(picture).toMatchObject({ format: 'png', width: 40, height: 20 });
  expect(await shown({ TERM: 'xterm-kitty' }, false)).toBe('');
  expect(await shown({ TERM_PROGRAM: 'iTerm.app', TMUX: '/tmp/tmux' })).toBe('');
  expect(await shown({ TERM: 'xterm-256color' })).toBe('');
});
