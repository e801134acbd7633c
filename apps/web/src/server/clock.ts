/** How far the server's clock is ahead of the browser's, which may be hours wrong. */
let ahead = 0;

/** Sets the time by an answer's `date`; one without it changes nothing. */
export function setTimeBy(date: string | null): void {
  const told = Date.parse(date ?? '');
  if (!Number.isNaN(told)) ahead = told - Date.now();
}

/** The time where it is decided what has expired: at the server, as its last answer told. */
export function serverTime(): Date {
  return new Date(Date.now() + ahead);
}
