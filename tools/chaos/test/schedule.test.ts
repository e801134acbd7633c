import { describe, expect, test } from 'vitest';
import { FAULT_KINDS, FAULTS, type FaultKind } from '../src/faults/catalog.ts';
import { type Fault, type ScheduleOptions, scheduleOf } from '../src/faults/schedule.ts';

const OPTIONS: ScheduleOptions = { seed: 7, minutes: 10, workers: 4, intensity: 1, rates: {} };
const counted = (faults: readonly Fault[], kind: FaultKind) => faults.filter((fault) => fault.kind === kind).length;

describe('the schedule of faults', () => {
  test('is the same for the same seed, and another for another', () => {
    expect(scheduleOf(OPTIONS)).toEqual(scheduleOf({ ...OPTIONS }));
    expect(scheduleOf({ ...OPTIONS, seed: 8 })).not.toEqual(scheduleOf(OPTIONS));
  });

  test('is the one that a seed has always had', () => {
    const [first, second] = scheduleOf({ ...OPTIONS, minutes: 1 });
    expect([first, second]).toMatchInlineSnapshot(`
      [
        {
          "at": 4600,
          "kind": "kill",
          "lasts": 0,
          "way": "anywhere",
          "worker": 0,
        },
        {
          "at": 5167,
          "kind": "freeze",
          "lasts": 7284,
          "way": "for a time",
          "worker": 1,
        },
      ]
    `);
  });

  test('has as many faults of each kind as the rates and the intensity say', () => {
    const faults = scheduleOf({ ...OPTIONS, intensity: 2 });
    for (const kind of FAULT_KINDS) expect(counted(faults, kind)).toBe(Math.round(FAULTS[kind].perMinute * 20));
  });

  test('has one of each kind at least, however short it is, and none of a kind whose rate is 0', () => {
    const faults = scheduleOf({ ...OPTIONS, minutes: 0.5, rates: { flush: 0 } });
    for (const kind of FAULT_KINDS) {
      if (kind === 'flush') expect(counted(faults, kind)).toBe(0);
      else expect(counted(faults, kind)).toBeGreaterThanOrEqual(1);
    }
  });

  test('deals the ways of a kind evenly', () => {
    const ways = scheduleOf({ ...OPTIONS, rates: { storage: 1.8 } }).filter(({ kind }) => kind === 'storage');
    const times = Object.values(Object.groupBy(ways, ({ way }) => way)).map((faults) => faults?.length);
    expect(times).toEqual(FAULTS.storage.ways.map(() => 3));
  });

  test('holds outages for as long as it is told, fewer of them, and leaves the rest as it is', () => {
    const faults = scheduleOf({ ...OPTIONS, minutes: 20, hold: 150 });
    for (const kind of ['queue', 'postgres', 'database', 'storage', 'clock'] as const) {
      const held = faults.filter((fault) => fault.kind === kind);
      expect(held.length).toBeGreaterThan(0);
      for (const { lasts } of held) expect(lasts).toBe(150_000);
    }
    expect(counted(faults, 'kill')).toBe(20 * FAULTS.kill.perMinute);
  });

  test.each([7, 8, 9])(
    'is in order, ends within its time, and never breaks one thing twice at once (seed %i)',
    (seed) => {
      const faults = scheduleOf({ ...OPTIONS, seed, intensity: 3 });
      const lanes = Map.groupBy(faults, ({ kind }) => FAULTS[kind].lane);
      for (const inLane of lanes.values()) {
        for (const [index, fault] of inLane.entries()) {
          const next = inLane[index + 1];
          expect(fault.at + fault.lasts).toBeLessThanOrEqual(next?.at ?? OPTIONS.minutes * 60_000);
        }
      }
      expect(faults.every(({ worker }) => worker >= 0 && worker < OPTIONS.workers)).toBe(true);
    },
  );
});
