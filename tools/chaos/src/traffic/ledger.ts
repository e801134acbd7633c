/** What of an order decides how it may end. */
export interface OrderFacts {
  readonly ticket: string;
  /** Its image is broken, so it must not end as COMPLETED. */
  readonly mustFail: boolean;
  /** One of its formats has no room for its words: it must be COMPLETED without that. */
  readonly lacking: boolean;
}

/** What the users were told about one order: the system is held to it in the end. */
export interface Promised extends OrderFacts {
  /** Ids of the generations answered with 202; more than one is a violation. */
  readonly ids: Set<string>;
  /** Its cancellation was answered with 200. */
  cancelled: boolean;
}

/** An answer that no fault explains. */
export interface Surprise {
  readonly ticket: string;
  readonly what: string;
}

export interface Ledger {
  /** What was ordered, whether or not there was an answer. */
  readonly orders: ReadonlyMap<string, OrderFacts>;
  readonly promises: ReadonlyMap<string, Promised>;
  readonly surprises: readonly Surprise[];
  order(facts: OrderFacts): void;
  /** The order was answered with 202. */
  accept(ticket: string, id: string): void;
  cancel(ticket: string): void;
  surprise(ticket: string, what: string): void;
}

export function newLedger(): Ledger {
  const orders = new Map<string, OrderFacts>();
  const promises = new Map<string, Promised>();
  const surprises: Surprise[] = [];
  return {
    orders,
    promises,
    surprises,
    order: (facts) => void orders.set(facts.ticket, facts),
    accept(ticket, id) {
      const facts = orders.get(ticket) ?? { ticket, mustFail: false, lacking: false };
      const promised = promises.get(ticket) ?? { ...facts, ids: new Set(), cancelled: false };
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
