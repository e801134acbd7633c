/** What the users were told about one order: the system is held to it in the end. */
export interface Promised {
  readonly ticket: string;
  /** Ids of the generations answered with 202; more than one is a violation. */
  readonly ids: Set<string>;
  /** Its image is broken, so it must not end as COMPLETED. */
  readonly mustFail: boolean;
  /** Its cancellation was answered with 200. */
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
