const waiting = new Set<() => void>();

/** Runs work when the browser has nothing to do; soon where it cannot tell, as Safari. What it answers takes it back. */
export function whenIdle(work: () => void): () => void {
  // Whoever gives the same work twice takes each back.
  const own = () => work();
  waiting.add(own);
  if (waiting.size === 1) askForIdleTime();
  return () => waiting.delete(own);
}

/** Once for all that waits: a page of pictures would ask for each. */
function askForIdleTime(): void {
  if ('requestIdleCallback' in window) requestIdleCallback(workOnce);
  else setTimeout(workOnce);
}

/** One piece of work: the browser may have something else to do after it. */
function workOnce(): void {
  const [next] = waiting;
  if (!next) return;
  waiting.delete(next);
  if (waiting.size > 0) askForIdleTime();
  next();
}
