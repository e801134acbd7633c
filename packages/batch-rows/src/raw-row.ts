/** A row of a batch as it was sent, before anything of it is checked. */
export type RawRow = { readonly line?: number } & ({ readonly value: unknown } | { readonly problem: string });
