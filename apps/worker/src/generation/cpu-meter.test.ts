import { expect, test } from 'vitest';
import { openCpuMeter } from './cpu-meter.ts';

test('attempts at the same time share the CPU, and what runs alone has it all', () => {
  let spent = 500;
  const meter = openCpuMeter(() => spent);
  spent += 100; // Nobody's.
  const first = meter.start();
  spent += 100;
  const second = meter.start();
  spent += 60;
  expect([first.ms(), second.ms()]).toEqual([130, 30]);
  first.stop();
  first.stop();
  spent += 40;
  expect(second.ms()).toBe(70);
});
