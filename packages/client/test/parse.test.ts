import { expect, test } from 'vitest';
import { eventParser, type Message } from '../src/events/parse.ts';

const TEXT =
  'retry: 250\nid: 7\n\n: a comment\n\nevent: a\ndata: {"x":\ndata:  1}\nid: 8\n\ndata\n\nid: 9\nevent: ü\ndata: ✓ \n\n';
const MESSAGES: Message[] = [
  { id: '7', type: 'message', data: undefined },
  { id: '8', type: 'a', data: '{"x":\n 1}' },
  { id: undefined, type: 'message', data: '' },
  { id: '9', type: 'ü', data: '✓ ' },
];

test.each(['\n', '\r\n', '\r'])('events are read however the stream is cut, with lines that end in %j', (end) => {
  const text = `\uFEFF${TEXT.replaceAll('\n', end)}`;
  for (let at = 0; at <= text.length; at += 1) {
    const parser = eventParser();
    const messages = [...parser.push(text.slice(0, at)), ...parser.push(''), ...parser.push(text.slice(at))];
    expect(messages).toEqual(MESSAGES);
    expect(parser.retryMs).toBe(250);
  }
  const letters = eventParser();
  expect([...text].flatMap((letter) => letters.push(letter))).toEqual(MESSAGES);
});

test('an event that is not whole is none', () => {
  expect(eventParser().push('id: 1\ndata: {"half"')).toEqual([]);
});

test('a line without an end is refused before it fills the memory', () => {
  const parser = eventParser();
  expect(() => {
    for (let piece = 0; piece < 10; piece += 1) parser.push('x'.repeat(1_000_000));
  }).toThrow('without an end');
});
