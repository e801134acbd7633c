/** What was said to the users: all that the system is held to in the end. */
export interface Promised {
  readonly ticket: string;
  /** Of the generations that were answered with 202; more than one is a fault of its own. */
  readonly ids: Set<string>;
  /** Its image cannot be read: it must not end as COMPLETED. */
  readonly mustFail: boolean;
  /** The cancellation was answered with 200. */
  cancelled: boolean;
}

/** An answer that no fault explains. */
export interface Surprise {
  readonly ticket: string;
  readonly what: string;
}

export interface Ledger {
  readonly promises: ReadonlyMap<string, Promised>;
  readonly surprises: readonly Surprise[];
  accept(order: { ticket: string; mustFail: boolean }, id: string): void;
  cancel(ticket: string): void;
  surprise(ticket: string, what: string): void;
}

export function newLedger(): Ledger {
  const promises = new Map<string, Promised>();
  const surprises: Surprise[] = [];
  return {
    promises,
    surprises,
    accept({ ticket, mustFail }, id) {
      const promised = promises.get(ticket) ?? { ticket, mustFail, ids: new Set(), cancelled: false };
      promised.ids.add(id);
      promises.set(ticket, promised);
    },
    cancel(ticket) {
      const promised = promises.get(ticket);
      if (promised) promised.cancelled = true;
    },
    surprise: (ticket, what) => void surprises.push({ ticket, what }),
  };
}
