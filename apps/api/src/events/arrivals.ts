/** Wakes requests of this process that wait for one thing that a worker makes. */
export interface Arrivals {
  /**
   * What `find` answers once it answers something: asked at once, whenever `name` is told to be done, and now and then
   * for what was not heard. Undefined when the time is over, the client is gone, or this process stops.
   */
  until<Thing>(name: string, find: () => Promise<Thing | undefined>, wait: Patience): Promise<Thing | undefined>;
}

export interface Patience {
  readonly seconds: number;
  /** Aborted when nobody waits any more. */
  readonly gone: AbortSignal;
}

/** How long a notification that was not heard costs at most. */
const LOOK_MS = 250;

export interface OpenArrivals extends Arrivals {
  heard(name: string): void;
  close(): void;
}

export function openArrivals(): OpenArrivals {
  const waiting = new Map<string, Set<() => void>>();
  let closed = false;

  /** Rings from the moment it is hung up: what comes between that and the wait is not missed. */
  function hangBell(name: string) {
    const { promise: rung, resolve: ring } = Promise.withResolvers<void>();
    const bells = waiting.get(name) ?? new Set();
    waiting.set(name, bells.add(ring));
    return {
      async rung(milliseconds: number): Promise<void> {
        const timer = setTimeout(ring, milliseconds);
        await rung;
        clearTimeout(timer);
      },
      ring: () => ring(),
      takeDown() {
        bells.delete(ring);
        if (bells.size === 0) waiting.delete(name);
      },
    };
  }

  return {
    async until(name, find, { seconds, gone }) {
      const deadline = performance.now() + seconds * 1000;
      for (;;) {
        const bell = hangBell(name);
        gone.addEventListener('abort', bell.ring, { once: true });
        try {
          const thing = await find();
          const left = deadline - performance.now();
          if (thing !== undefined || left <= 0 || gone.aborted || closed) return thing;
          await bell.rung(Math.min(left, LOOK_MS));
        } finally {
          gone.removeEventListener('abort', bell.ring);
          bell.takeDown();
        }
      }
    },
    heard(name) {
      for (const ring of [...(waiting.get(name) ?? [])]) ring();
    },
    close() {
      closed = true;
      for (const bells of waiting.values()) for (const ring of bells) ring();
    },
  };
}
