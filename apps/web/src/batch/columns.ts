import type { GenerationKind } from '@proofsheet/client';

/** What a row says, from left to right; everything is text, as it was typed. */
export const COLUMN_KEYS = [
  ...(['headline', 'subline', 'button', 'price', 'oldPrice', 'badge', 'image', 'formats'] as const),
] as const;
export type ColumnKey = (typeof COLUMN_KEYS)[number];

export interface BatchColumn {
  readonly key: ColumnKey;
  readonly name: string;
  /** In pixels, at least; wider tables share what is left among those with long texts. */
  readonly width: number;
  readonly isLong?: true;
  /** What spreadsheets call it, too. */
  readonly alias: RegExp;
  /** Of ads alone. */
  readonly adsOnly?: true;
}

export const COLUMNS: readonly BatchColumn[] = [
  {
    key: 'headline',
    name: 'Headline',
    width: 240,
    isLong: true,
    alias: /^(head(line)?|title|titel|überschrift|copy\.headline)$/,
  },
  {
    key: 'subline',
    name: 'Subline',
    width: 190,
    isLong: true,
    alias: /^(sub(line|title|headline)?|description|untertitel|copy\.subline)$/,
  },
  { key: 'button', name: 'Button', width: 100, alias: /^(button|cta|call to action|copy\.button)$/, adsOnly: true },
  { key: 'price', name: 'Price', width: 90, alias: /^(price|preis|copy\.price)$/, adsOnly: true },
  {
    key: 'oldPrice',
    name: 'Old price',
    width: 90,
    alias: /^(old ?price|uvp|msrp|copy\.oldprice)$/,
    adsOnly: true,
  },
  { key: 'badge', name: 'Badge', width: 90, alias: /^(badge|copy\.badge)$/, adsOnly: true },
  {
    key: 'image',
    name: 'Image',
    width: 190,
    isLong: true,
    alias: /^(images?|photos?|pictures?|bild|image (url|link)|image_link|assets(\.0\.assetid)?)$/,
  },
  { key: 'formats', name: 'Formats', width: 150, alias: /^(formats?|sizes?|format|größe|formats\.0)$/ },
];

export function columnsOf(kind: GenerationKind): readonly BatchColumn[] {
  return kind === 'AD' ? COLUMNS : COLUMNS.filter(({ adsOnly }) => !adsOnly);
}

/** The column that a spreadsheet means by a name. */
export function columnNamed(name: string): ColumnKey | undefined {
  const plain = name.trim().toLowerCase();
  return COLUMNS.find((column) => column.name.toLowerCase() === plain || column.alias.test(plain))?.key;
}
