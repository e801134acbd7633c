const OTHERS = ['small', 'place', 'compare'] as const;

/** How the pictures of a sheet are looked at, other than as proofs; it stands in the address. */
export interface SheetView {
  readonly view?: (typeof OTHERS)[number];
}

export function readSheetView(search: Record<string, unknown>): SheetView {
  const view = OTHERS.find((one) => one === search.view);
  return view === undefined ? {} : { view };
}
