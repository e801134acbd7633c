/**
 * Loaded into a worker before its program: sets its clock off by as many seconds as CHAOS_CLOCK_FILE says, also while it
 * runs. Timers go on as they are, as they do when an operator sets the clock of a machine.
 */
import { readFileSync } from 'node:fs';

const LOOK_MS = 100;
const RealDate = Date;
const file = process.env.CHAOS_CLOCK_FILE ?? '';
let offMs = 0;

function look(): void {
  try {
    offMs = Number(readFileSync(file, 'utf8')) * 1000;
  } catch {
    offMs = 0;
  }
}
look();
setInterval(look, LOOK_MS).unref();

globalThis.Date = new Proxy(RealDate, {
  construct: (target, given, as) =>
    given.length > 0 ? Reflect.construct(target, given, as) : Reflect.construct(target, [target.now() + offMs], as),
  apply: (target) => new target(target.now() + offMs).toString(),
  get: (target, name, receiver) => (name === 'now' ? () => target.now() + offMs : Reflect.get(target, name, receiver)),
});
