/** A time, as people of this place and language write it. */
export function Moment({ at }: { readonly at: string }) {
  const time = new Date(at);
  return <time dateTime={at}>{time.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' })}</time>;
}
