/** The `sslmode` of an address of PostgreSQL, which may leave out its host: then a socket of this machine is meant. */
export function sslModeOf(url: string): string | undefined {
  return URL.parse(url.replace('@/', '@localhost/'))?.searchParams.get('sslmode') ?? undefined;
}
